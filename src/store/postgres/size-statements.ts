/** The statement that measures the tables of PostgreSQL; it counts the rows as of their last analysis. */
export const postgresSizeStatements = {
  measureTables: `SELECT relname AS name, pg_total_relation_size(oid) AS bytes,
      CAST(GREATEST(reltuples, 0) AS BIGINT) AS n
    FROM pg_class WHERE relkind = 'r' AND relnamespace = CAST(current_schema() AS regnamespace)`,
} as const
