-- A token names the contract it was given by, and so does what is kept of it. All tokens given so far were of
-- the one contract that gave tokens.
UPDATE tickets SET body = '{"contract":"hcaptcha",' || substr(body, 2) WHERE kind = 'token';
