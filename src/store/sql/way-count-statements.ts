/** Every SQL statement on the passes by each way; `?` marks a value. */
export const wayCountStatements = {
  addPasses: `INSERT INTO way_days (sitekey, day, way, passes, puzzles, seconds)
    SELECT sitekey, CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT)
    FROM sites WHERE sitekey = ?
    ON CONFLICT (sitekey, day, way) DO UPDATE SET passes = way_days.passes + excluded.passes,
      puzzles = way_days.puzzles + excluded.puzzles, seconds = way_days.seconds + excluded.seconds`,
  listPasses: `SELECT way_days.sitekey, way, SUM(passes) AS passes, SUM(puzzles) AS puzzles, SUM(seconds) AS seconds
    FROM way_days JOIN sites ON sites.sitekey = way_days.sitekey
    WHERE way_days.sitekey = ? AND sites.organisation = ? AND day >= ?
    GROUP BY way_days.sitekey, way ORDER BY way`,
  sweepPasses: `DELETE FROM way_days WHERE (sitekey, day, way) IN
      (SELECT sitekey, day, way FROM way_days WHERE day < ? LIMIT ?) RETURNING day`,
} as const
