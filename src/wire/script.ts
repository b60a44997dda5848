/** A script at an immutable address; a site that pins its integrity value loads it from `path`. */
export type PinnedScript = { version: string; path: string; integrity: string; sizeBytes: number }

/** `GET …/releases.json`: this build's files of a contract, at immutable addresses. */
export type ScriptList = {
  /** The script that a page loads. */
  api: PinnedScript
}

/** `GET /1/releases.json`: those of hCaptcha's contract, with the challenge's frame, which every contract opens. */
export type ScriptReleases = ScriptList & {
  /** The challenge's document; `sizeBytes` includes the script it loads. */
  frame: { version: string; path: string; sizeBytes: number }
}

/** `dist/kinds/list.json`: the views of kinds that this build has in scripts of their own. */
export type KindScripts = readonly {
  kind: string
  version: string
  /** The view, and what it starts. */
  files: readonly [view: string, ...others: string[]]
}[]
