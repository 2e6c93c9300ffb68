using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PracticeBase.Data.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class Accounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "AssigneeId",
                table: "Revisions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AuthorId",
                table: "Revisions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ConsentsToPublication",
                table: "Revisions",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "ContactsInformed",
                table: "Revisions",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateOnly>(
                name: "DueOn",
                table: "Revisions",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSealed",
                table: "Revisions",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "PersonalDataChecked",
                table: "Revisions",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "ScheduledFor",
                table: "Revisions",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SubmittedAt",
                table: "Revisions",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Writers",
                table: "Revisions",
                type: "nvarchar(max)",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<int>(
                name: "OwnerId",
                table: "Practices",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "VerificationAskedAt",
                table: "Practices",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AskedAt",
                table: "Opinions",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ExpertId",
                table: "Opinions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsChosen",
                table: "Opinions",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Question",
                table: "Opinions",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RevisionId",
                table: "Opinions",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "Opinions",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "EmailDomain",
                table: "LocalGovernments",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedIntoId",
                table: "LocalGovernments",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedIntoId",
                table: "ImplementingUnits",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AccountId",
                table: "HistoryEntries",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "MergedIntoId",
                table: "Categories",
                type: "int",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Post = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    Roles = table.Column<int>(type: "int", maxLength: 32, nullable: false),
                    LocalGovernmentId = table.Column<int>(type: "int", nullable: true),
                    BelongingConfirmedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastSignInAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ErasedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    UserName = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "bit", nullable: false),
                    PasswordHash = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    SecurityStamp = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    TwoFactorEnabled = table.Column<bool>(type: "bit", nullable: false),
                    LockoutEnd = table.Column<DateTime>(type: "datetime2", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "bit", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Accounts_LocalGovernments_LocalGovernmentId",
                        column: x => x.LocalGovernmentId,
                        principalTable: "LocalGovernments",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "CategoryAddresses",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Path = table.Column<string>(type: "nvarchar(161)", maxLength: 161, nullable: false),
                    CategoryId = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CategoryAddresses", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CategoryAddresses_Categories_CategoryId",
                        column: x => x.CategoryId,
                        principalTable: "Categories",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "LinkChecks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RevisionId = table.Column<int>(type: "int", nullable: false),
                    Url = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    IsAlive = table.Column<bool>(type: "bit", nullable: false),
                    Status = table.Column<int>(type: "int", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkChecks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LinkChecks_Revisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "Revisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Name = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Xml = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Settings",
                columns: table => new
                {
                    Key = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Settings", x => x.Key);
                });

            migrationBuilder.CreateTable(
                name: "AccountClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    UserId = table.Column<int>(type: "int", nullable: false),
                    ClaimType = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    ClaimValue = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountClaims_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    ProviderKey = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    UserId = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AccountLogins_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "varbinary(1024)", maxLength: 1024, nullable: false),
                    UserId = table.Column<int>(type: "int", nullable: false),
                    Data = table.Column<string>(type: "nvarchar(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AccountPasskeys_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountSessions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<int>(type: "int", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SeenAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Device = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    IsStrong = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountSessions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AccountSessions_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AccountTokens",
                columns: table => new
                {
                    UserId = table.Column<int>(type: "int", nullable: false),
                    LoginProvider = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    Name = table.Column<string>(type: "nvarchar(128)", maxLength: 128, nullable: false),
                    Value = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AccountTokens_Accounts_UserId",
                        column: x => x.UserId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    AccountId = table.Column<int>(type: "int", nullable: true),
                    Action = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Subject = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    SubjectName = table.Column<string>(type: "nvarchar(300)", maxLength: 300, nullable: true),
                    Before = table.Column<string>(type: "nvarchar(max)", nullable: true),
                    After = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AuditEntries_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Messages",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Uid = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    AccountId = table.Column<int>(type: "int", nullable: true),
                    Address = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    ReplyTo = table.Column<string>(type: "nvarchar(254)", maxLength: 254, nullable: true),
                    Subject = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    Body = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    Link = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    RevisionId = table.Column<int>(type: "int", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Attempts = table.Column<int>(type: "int", nullable: false),
                    NextAttemptAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    SentAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    FailedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Error = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Messages", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Messages_Accounts_AccountId",
                        column: x => x.AccountId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Messages_Revisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "Revisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "Remarks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    RevisionId = table.Column<int>(type: "int", nullable: false),
                    Field = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    ParentId = table.Column<int>(type: "int", nullable: true),
                    AuthorId = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Text = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    IsBlocking = table.Column<bool>(type: "bit", nullable: false),
                    ResolvedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ResolvedById = table.Column<int>(type: "int", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Remarks", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Remarks_Accounts_AuthorId",
                        column: x => x.AuthorId,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Remarks_Accounts_ResolvedById",
                        column: x => x.ResolvedById,
                        principalTable: "Accounts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Remarks_Remarks_ParentId",
                        column: x => x.ParentId,
                        principalTable: "Remarks",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Remarks_Revisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "Revisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_AssigneeId_Status",
                table: "Revisions",
                columns: new[] { "AssigneeId", "Status" });

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_AuthorId",
                table: "Revisions",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_Status_ScheduledFor",
                table: "Revisions",
                columns: new[] { "Status", "ScheduledFor" });

            migrationBuilder.CreateIndex(
                name: "IX_Revisions_Status_SubmittedAt",
                table: "Revisions",
                columns: new[] { "Status", "SubmittedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Practices_OwnerId",
                table: "Practices",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_Practices_VerificationAskedAt",
                table: "Practices",
                column: "VerificationAskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_Opinions_ExpertId",
                table: "Opinions",
                column: "ExpertId");

            migrationBuilder.CreateIndex(
                name: "IX_Opinions_RevisionId_ExpertId",
                table: "Opinions",
                columns: new[] { "RevisionId", "ExpertId" },
                unique: true,
                filter: "[RevisionId] IS NOT NULL AND [ExpertId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LocalGovernments_MergedIntoId",
                table: "LocalGovernments",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_ImplementingUnits_MergedIntoId",
                table: "ImplementingUnits",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_HistoryEntries_AccountId",
                table: "HistoryEntries",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Categories_MergedIntoId",
                table: "Categories",
                column: "MergedIntoId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountClaims_UserId",
                table: "AccountClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountLogins_UserId",
                table: "AccountLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountPasskeys_UserId",
                table: "AccountPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "Accounts",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_LocalGovernmentId_BelongingConfirmedAt",
                table: "Accounts",
                columns: new[] { "LocalGovernmentId", "BelongingConfirmedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_Roles",
                table: "Accounts",
                column: "Roles");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "Accounts",
                column: "NormalizedUserName",
                unique: true,
                filter: "[NormalizedUserName] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_AccountSessions_AccountId",
                table: "AccountSessions",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_AccountSessions_ExpiresAt",
                table: "AccountSessions",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_AccountId",
                table: "AuditEntries",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Action_At",
                table: "AuditEntries",
                columns: new[] { "Action", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At",
                table: "AuditEntries",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CategoryAddresses_CategoryId",
                table: "CategoryAddresses",
                column: "CategoryId");

            migrationBuilder.CreateIndex(
                name: "IX_CategoryAddresses_Path",
                table: "CategoryAddresses",
                column: "Path",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_LinkChecks_RevisionId",
                table: "LinkChecks",
                column: "RevisionId");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_AccountId_CreatedAt",
                table: "Messages",
                columns: new[] { "AccountId", "CreatedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_NextAttemptAt",
                table: "Messages",
                column: "NextAttemptAt",
                filter: "[SentAt] IS NULL AND [FailedAt] IS NULL AND [Address] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_RevisionId",
                table: "Messages",
                column: "RevisionId");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_Uid",
                table: "Messages",
                column: "Uid",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_AuthorId",
                table: "Remarks",
                column: "AuthorId");

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_ParentId",
                table: "Remarks",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_ResolvedById",
                table: "Remarks",
                column: "ResolvedById");

            migrationBuilder.CreateIndex(
                name: "IX_Remarks_RevisionId_At",
                table: "Remarks",
                columns: new[] { "RevisionId", "At" });

            migrationBuilder.AddForeignKey(
                name: "FK_Categories_Categories_MergedIntoId",
                table: "Categories",
                column: "MergedIntoId",
                principalTable: "Categories",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_HistoryEntries_Accounts_AccountId",
                table: "HistoryEntries",
                column: "AccountId",
                principalTable: "Accounts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_ImplementingUnits_ImplementingUnits_MergedIntoId",
                table: "ImplementingUnits",
                column: "MergedIntoId",
                principalTable: "ImplementingUnits",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_LocalGovernments_LocalGovernments_MergedIntoId",
                table: "LocalGovernments",
                column: "MergedIntoId",
                principalTable: "LocalGovernments",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Opinions_Accounts_ExpertId",
                table: "Opinions",
                column: "ExpertId",
                principalTable: "Accounts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Opinions_Revisions_RevisionId",
                table: "Opinions",
                column: "RevisionId",
                principalTable: "Revisions",
                principalColumn: "Id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "FK_Practices_LocalGovernments_OwnerId",
                table: "Practices",
                column: "OwnerId",
                principalTable: "LocalGovernments",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Revisions_Accounts_AssigneeId",
                table: "Revisions",
                column: "AssigneeId",
                principalTable: "Accounts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "FK_Revisions_Accounts_AuthorId",
                table: "Revisions",
                column: "AuthorId",
                principalTable: "Accounts",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);

            // What is published already was announced already.
            // Through EXEC: in a script the columns are made by the same batch, which would not compile.
            migrationBuilder.Sql("EXEC(N'UPDATE Revisions SET IsSealed = 1 WHERE Status IN (''Published'', ''Superseded'')');");
            migrationBuilder.Sql("EXEC(N'UPDATE Practices SET OwnerId = (SELECT MAX(r.LocalGovernmentId) FROM Revisions r WHERE r.PracticeId = Practices.Id AND r.Status = ''Published'')');");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Categories_Categories_MergedIntoId",
                table: "Categories");

            migrationBuilder.DropForeignKey(
                name: "FK_HistoryEntries_Accounts_AccountId",
                table: "HistoryEntries");

            migrationBuilder.DropForeignKey(
                name: "FK_ImplementingUnits_ImplementingUnits_MergedIntoId",
                table: "ImplementingUnits");

            migrationBuilder.DropForeignKey(
                name: "FK_LocalGovernments_LocalGovernments_MergedIntoId",
                table: "LocalGovernments");

            migrationBuilder.DropForeignKey(
                name: "FK_Opinions_Accounts_ExpertId",
                table: "Opinions");

            migrationBuilder.DropForeignKey(
                name: "FK_Opinions_Revisions_RevisionId",
                table: "Opinions");

            migrationBuilder.DropForeignKey(
                name: "FK_Practices_LocalGovernments_OwnerId",
                table: "Practices");

            migrationBuilder.DropForeignKey(
                name: "FK_Revisions_Accounts_AssigneeId",
                table: "Revisions");

            migrationBuilder.DropForeignKey(
                name: "FK_Revisions_Accounts_AuthorId",
                table: "Revisions");

            migrationBuilder.DropTable(
                name: "AccountClaims");

            migrationBuilder.DropTable(
                name: "AccountLogins");

            migrationBuilder.DropTable(
                name: "AccountPasskeys");

            migrationBuilder.DropTable(
                name: "AccountSessions");

            migrationBuilder.DropTable(
                name: "AccountTokens");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "CategoryAddresses");

            migrationBuilder.DropTable(
                name: "LinkChecks");

            migrationBuilder.DropTable(
                name: "Messages");

            migrationBuilder.DropTable(
                name: "ProtectionKeys");

            migrationBuilder.DropTable(
                name: "Remarks");

            migrationBuilder.DropTable(
                name: "Settings");

            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_AssigneeId_Status",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_AuthorId",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_Status_ScheduledFor",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_Revisions_Status_SubmittedAt",
                table: "Revisions");

            migrationBuilder.DropIndex(
                name: "IX_Practices_OwnerId",
                table: "Practices");

            migrationBuilder.DropIndex(
                name: "IX_Practices_VerificationAskedAt",
                table: "Practices");

            migrationBuilder.DropIndex(
                name: "IX_Opinions_ExpertId",
                table: "Opinions");

            migrationBuilder.DropIndex(
                name: "IX_Opinions_RevisionId_ExpertId",
                table: "Opinions");

            migrationBuilder.DropIndex(
                name: "IX_LocalGovernments_MergedIntoId",
                table: "LocalGovernments");

            migrationBuilder.DropIndex(
                name: "IX_ImplementingUnits_MergedIntoId",
                table: "ImplementingUnits");

            migrationBuilder.DropIndex(
                name: "IX_HistoryEntries_AccountId",
                table: "HistoryEntries");

            migrationBuilder.DropIndex(
                name: "IX_Categories_MergedIntoId",
                table: "Categories");

            migrationBuilder.DropColumn(
                name: "AssigneeId",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "AuthorId",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "ConsentsToPublication",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "ContactsInformed",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "DueOn",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "IsSealed",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "PersonalDataChecked",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "ScheduledFor",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "SubmittedAt",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "Writers",
                table: "Revisions");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Practices");

            migrationBuilder.DropColumn(
                name: "VerificationAskedAt",
                table: "Practices");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "Opinions");

            migrationBuilder.DropColumn(
                name: "ExpertId",
                table: "Opinions");

            migrationBuilder.DropColumn(
                name: "IsChosen",
                table: "Opinions");

            migrationBuilder.DropColumn(
                name: "Question",
                table: "Opinions");

            migrationBuilder.DropColumn(
                name: "RevisionId",
                table: "Opinions");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "Opinions");

            migrationBuilder.DropColumn(
                name: "EmailDomain",
                table: "LocalGovernments");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "LocalGovernments");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "ImplementingUnits");

            migrationBuilder.DropColumn(
                name: "AccountId",
                table: "HistoryEntries");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "Categories");
        }
    }
}
