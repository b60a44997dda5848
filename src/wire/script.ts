/** `GET /1/releases.json`: this build's scripts of hCaptcha's contract, at permanent addresses. */
export type ScriptReleases = {
  /** `api.js`; a site that pins its integrity value loads it from `path`. */
  api: { version: string; path: string; integrity: string; sizeBytes: number }
  /** The challenge's document; `sizeBytes` includes the script it loads. */
  frame: { version: string; path: string; sizeBytes: number }
}
