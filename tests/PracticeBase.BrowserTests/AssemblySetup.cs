using PracticeBase.BrowserTests.Fixtures;

// One portal and one browser serve every test, one test at a time: two at once only make each other slow.
[assembly: AssemblyFixture(typeof(PortalFixture))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
