/** The streams that a command writes to. */
export type Outlet = { out: (text: string) => void; err: (text: string) => void }

/** Prints how a command ended, and returns its exit code. */
export type Printer = {
  done(text: string, json: unknown): 0
  /** The sentence goes to standard error; in JSON mode also to standard output, as `{"error"}`. */
  refused(sentence: string): 1
  misused(sentence: string, hint: string): 2
}

/** Opens a printer, for people or for programs; programs get one JSON value on standard output. */
export function openPrinter({ out, err }: Outlet, isJson: boolean): Printer {
  const fail = (sentence: string, hint = ''): void => {
    err(`${plain(sentence)}\n${hint === '' ? '' : `${hint}\n`}`)
    if (isJson) out(`${toJson({ error: sentence })}\n`)
  }
  return {
    done: (text, json) => {
      out(isJson ? `${toJson(json)}\n` : `${plain(text)}\n`)
      return 0
    },
    refused: (sentence) => {
      fail(sentence)
      return 1
    },
    misused: (sentence, hint) => {
      fail(sentence, hint)
      return 2
    },
  }
}

// JSON escapes only some of the characters that control a terminal.
function toJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A text within a line, which it cannot end. */
export function cell(text: string): string {
  return plain(text).replace(/[\n\u2028\u2029]/gu, '\ufffd')
}

/** A text without the characters that control a terminal or change the direction of what follows. */
export function plain(text: string): string {
  return text.replace(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
