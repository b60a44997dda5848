-- Rules that a corpus was given before 0009 counted "clusters". Nobody read that name any more, so no reading of
-- such a corpus was accepted.
UPDATE corpora SET stop_rules = REPLACE(stop_rules, '"clustersMin"', '"networksMin"'), fit_marks = fit_marks + 1
  WHERE stop_rules LIKE '%"clustersMin"%';
