using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PracticeBase.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Guards : Migration
    {
        private static readonly string[] FrozenColumns =
        [
            "Activities", "ActivitiesText", "AssigneeId", "AuthorId", "CategoryId", "ChangedAt", "ConsentsToPublication", "ContactsInformed", "Cost",
            "CostPerParticipant", "CostsText", "CreatedAt", "Difficulties", "DueOn", "FundingSources", "ImplementingUnitId", "Indicators",
            "LegalBases", "LegalText", "LocalGovernmentId", "MainGoal", "Number", "Organisation", "OtherInformation", "PartnersText", "PeopleCount",
            "Periods", "PersonalDataChecked", "PracticeId", "Problem", "PublishedAt", "ResultsText", "ScheduleText", "ScheduledFor", "SearchText",
            "SourceHash", "SpecificGoals", "SubmittedAt", "Summary", "Sustainability", "TargetGroupsText", "Title", "Version", "WorksWithoutFunding",
            "Writers", "Metryka_County", "Metryka_IntroducedOn", "Metryka_Locality", "Metryka_Population", "Metryka_PopulationYear",
            "Metryka_PostOffice", "Metryka_PostalCode", "Metryka_Street", "Metryka_UnitName", "Metryka_UnitType", "Metryka_UpdatedOn",
            "Metryka_Voivodeship", "Metryka_Website", "Result_Beneficiaries", "Result_Programme", "Result_ProjectNumbers", "Result_TestRegion",
        ];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            Data.Sqlite.Guards.Create(migrationBuilder, FrozenColumns);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            Data.Sqlite.Guards.Drop(migrationBuilder);
        }
    }
}
