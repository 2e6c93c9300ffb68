using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PracticeBase.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class QueryIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Practices_ArchivedAt",
                table: "Practices",
                column: "ArchivedAt",
                filter: "[ArchivedAt] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Practices_ReadCount",
                table: "Practices",
                column: "ReadCount");

            migrationBuilder.CreateIndex(
                name: "IX_Practices_VerifiedOn",
                table: "Practices",
                column: "VerifiedOn");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_FailedAt",
                table: "Messages",
                column: "FailedAt",
                filter: "[FailedAt] IS NOT NULL AND [SentAt] IS NULL AND [Address] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Files_Size",
                table: "Files",
                column: "Size");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Subject",
                table: "AuditEntries",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_Alerts_ConfirmedAt_CreatedAt",
                table: "Alerts",
                columns: new[] { "ConfirmedAt", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_CreatedAt",
                table: "Accounts",
                column: "CreatedAt",
                filter: "[LocalGovernmentId] IS NOT NULL AND [BelongingConfirmedAt] IS NULL AND [ErasedAt] IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_ErasedAt_Name",
                table: "Accounts",
                columns: new[] { "ErasedAt", "Name" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Practices_ArchivedAt",
                table: "Practices");

            migrationBuilder.DropIndex(
                name: "IX_Practices_ReadCount",
                table: "Practices");

            migrationBuilder.DropIndex(
                name: "IX_Practices_VerifiedOn",
                table: "Practices");

            migrationBuilder.DropIndex(
                name: "IX_Messages_FailedAt",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Files_Size",
                table: "Files");

            migrationBuilder.DropIndex(
                name: "IX_AuditEntries_Subject",
                table: "AuditEntries");

            migrationBuilder.DropIndex(
                name: "IX_Alerts_ConfirmedAt_CreatedAt",
                table: "Alerts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_CreatedAt",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_ErasedAt_Name",
                table: "Accounts");
        }
    }
}
