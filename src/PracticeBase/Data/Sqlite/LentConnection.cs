using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PracticeBase.Data.Sqlite;

/// <summary>A context's connection: while it is open, one of <see cref="OpenConnections"/>.</summary>
internal sealed class LentConnection(OpenConnections connections) : DbConnection
{
    private readonly OpenConnections connections = connections;
    private OpenConnection? open;
    private LentTransaction? transaction;
    private bool isDisposed;

    /// <exception cref="NotSupportedException">Set.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get => connections.Settings.ConnectionString;
        set => throw new NotSupportedException();
    }

    public override string Database => "main";

    /// <summary>The file; its whole path while the connection is open.</summary>
    public override string DataSource => open?.Connection.DataSource ?? connections.Settings.DataSource;

    public override string ServerVersion => raw.sqlite3_libversion().utf8_to_string();

    public override ConnectionState State => open is null ? ConnectionState.Closed : ConnectionState.Open;

    private OpenConnection Lent => open ?? throw new InvalidOperationException("The connection is closed.");

    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public override void Open() => open ??= connections.Take();

    public override void Close()
    {
        if (open is { } lent)
        {
            open = null;
            connections.Return(lent);
        }
    }

    /// <exception cref="NotSupportedException">Always.</exception>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        transaction = new LentTransaction(this, Lent.Connection.BeginTransaction(isolationLevel));

    /// <summary>As in the provider, a part of the transaction that is under way.</summary>
    protected override DbCommand CreateDbCommand() => new LentCommand(this) { Transaction = transaction is { Inner.Connection: not null } ? transaction : null };

    protected override void Dispose(bool disposing)
    {
        if (disposing && !isDisposed)
        {
            isDisposed = true;
            Close();
            connections.Remove();
        }

        base.Dispose(disposing);
    }

    /// <summary>Executes the prepared command of its text.</summary>
    private sealed class LentCommand(LentConnection connection) : DbCommand
    {
        private readonly Values parameters = new();
        private OpenConnection? open;
        private SqliteCommand? prepared;
        private SqliteDataReader? reader;

        [AllowNull]
        public override string CommandText
        {
            get;
            set
            {
                Return();
                field = value ?? "";
            }
        } = "";

        /// <summary>In seconds.</summary>
        public override int CommandTimeout { get; set; } = connection.connections.Settings.DefaultTimeout;

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        /// <exception cref="NotSupportedException">Set.</exception>
        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbParameterCollection DbParameterCollection => parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
            // As in the provider: SQLite's commands run in the thread that asked.
        }

        public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

        public override object? ExecuteScalar() => Ready().ExecuteScalar();

        public override void Prepare()
        {
            // Whoever executes it finds it prepared.
        }

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => reader = Ready().ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Return();
            }

            base.Dispose(disposing);
        }

        private SqliteCommand Ready()
        {
            if (open != connection.Lent)
            {
                Return();
                open = connection.Lent;
            }

            prepared ??= open.Take(CommandText);
            prepared.CommandTimeout = CommandTimeout;
            prepared.Transaction = (DbTransaction as LentTransaction)?.Inner;
            prepared.Parameters.Clear();
            foreach (SqliteParameter value in parameters)
            {
                prepared.Parameters.Add(value);
            }

            return prepared;
        }

        private void Return()
        {
            if (prepared is not { } command)
            {
                return;
            }

            prepared = null;
            // Else the connection was closed, its commands and rows with it, and is perhaps somebody else's.
            if (open == connection.open)
            {
                reader?.Dispose();
                open!.Return(command);
            }
        }

        private sealed class Values : SqliteParameterCollection;
    }

    private sealed class LentTransaction(LentConnection connection, SqliteTransaction inner) : DbTransaction
    {
        public SqliteTransaction Inner => inner;

        public override IsolationLevel IsolationLevel => inner.IsolationLevel;

        public override bool SupportsSavepoints => inner.SupportsSavepoints;

        protected override DbConnection? DbConnection => connection;

        public override void Commit() => inner.Commit();

        public override Task CommitAsync(CancellationToken cancellationToken = default) => connection.connections.Commits.RunAsync(inner.Commit);

        public override void Rollback() => inner.Rollback();

        public override void Rollback(string savepointName) => inner.Rollback(savepointName);

        public override void Save(string savepointName) => inner.Save(savepointName);

        public override void Release(string savepointName) => inner.Release(savepointName);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
