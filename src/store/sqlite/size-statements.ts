/** The statements that measure a file of SQLite; that of the tables reads every page of it. */
export const sqliteSizeStatements = {
  measureTables: `SELECT tbl_name AS name, SUM(pgsize) AS bytes,
      SUM(CASE WHEN type = 'table' AND pagetype = 'leaf' THEN ncell ELSE 0 END) AS n
    FROM sqlite_schema JOIN dbstat ON dbstat.name = sqlite_schema.name
    WHERE tbl_name NOT LIKE 'sqlite!_%' ESCAPE '!' GROUP BY tbl_name`,
  measureFree: `SELECT freelist_count * page_size AS bytes FROM pragma_freelist_count, pragma_page_size`,
} as const
