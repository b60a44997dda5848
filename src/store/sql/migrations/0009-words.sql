-- The field's own words for what is kept: pairs of a control and a probe, the hash of a network, the contract
-- an answer came in by, the class an unknown picture is drawn as, the documents that mention a source.
ALTER TABLE couples RENAME TO pairs;
ALTER TABLE pairs RENAME COLUMN decider_id TO control_id;
ALTER TABLE pairs RENAME COLUMN other_id TO probe_id;
ALTER TABLE pairs RENAME COLUMN other_role TO probe_role;
ALTER TABLE items RENAME COLUMN couple_id TO pair_id;
ALTER TABLE items RENAME COLUMN pretended TO assigned_class;
ALTER TABLE tellings RENAME TO mentions;
ALTER TABLE answers RENAME COLUMN door TO contract;
ALTER TABLE answers RENAME COLUMN cluster TO network_hash;
ALTER TABLE labels RENAME COLUMN cluster TO network_hash;
ALTER TABLE known_answers RENAME COLUMN cluster TO network_hash;
ALTER TABLE reports RENAME COLUMN cluster TO network_hash;
ALTER TABLE recalls RENAME COLUMN cluster TO network_hash;
ALTER TABLE cluster_records RENAME TO network_records;
ALTER TABLE network_records RENAME COLUMN cluster TO network_hash;
ALTER TABLE readings RENAME COLUMN clusters TO networks;

-- A challenge that is open while the program is replaced can still be answered.
UPDATE tickets SET body = replace(body, '"cluster":', '"networkHash":') WHERE kind = 'challenge';
