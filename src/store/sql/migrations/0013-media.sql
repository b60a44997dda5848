-- An item is of a medium, which need not be a picture.
ALTER TABLE items RENAME COLUMN picture_id TO media_id;

-- A challenge that is open while the program is replaced can still be answered, and its pictures shown.
UPDATE tickets SET body = replace(body, '"pictureId":', '"mediaId":') WHERE kind = 'challenge';
