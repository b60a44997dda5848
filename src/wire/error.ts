/** The body of every error: a code from the list in `docs/operator/errors.md` and a sentence for people. */
export type ErrorBody = { error: string; message: string }
