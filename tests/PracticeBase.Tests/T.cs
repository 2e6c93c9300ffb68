namespace PracticeBase.Tests; public sealed class T { [Xunit.Fact] public void A() => Xunit.Assert.True(true); }
