// The `hcaptcha` object that `/1/api.js` puts on a page, for pages in TypeScript.
//
// The names are those of `@hcaptcha/types`, and each may stand for its namesake there: code that
// was written for that package compiles unchanged. What is more here is an option that package
// does not have. Errors are `enum`s because it has them so; nothing of them exists at run time,
// so compare with the text: `error === 'network-error'`.

/** Thrown by a method that is given an id of no living widget. */
type InvalidIdError = Error

/** Thrown by a method that needs a widget where the page has none. */
type MissingCaptchaError = Error

/** Names a widget on its page; never empty. */
type HCaptchaId = string

/** A pass. */
type HCaptchaResponse = {
  /** The token, which the site's server sends to `/siteverify`, once. */
  response: string
  /** Names the pass, and proves nothing. */
  key: string
}

/** What `error-callback` is told, and the promise of `execute` rejected with as a bare text. */
declare enum HCaptchaErrorCallback {
  /** Too many challenges were asked for; wait a while. */
  RATE_LIMITED = 'rate-limited',
  /** The service could not be reached. */
  NETWORK_ERROR = 'network-error',
  /** The service refused what it was sent, such as a sitekey it does not know. */
  INVALID_DATA = 'invalid-data',
  /** Never told here: telephone numbers are taken and not looked at. */
  INVALID_MFA_DATA = 'invalid-mfa-data',
  /** No challenge could be set up; the visitor may try again. */
  CHALLENGE_ERROR = 'challenge-error',
}

/** What the promise of `execute` is rejected with besides. */
declare enum HCaptchaErrorAsync {
  /** The visitor, or `close`, closed the challenge. */
  CHALLENGE_CLOSED = 'challenge-closed',
  /** The challenge was not answered in time. */
  CHALLENGE_EXPIRED = 'challenge-expired',
  /** The page has no widget. */
  MISSING_CAPTCHA = 'missing-captcha',
  /** No living widget has this id. */
  INVALID_CAPTCHA_ID = 'invalid-captcha-id',
  /** Never told here. */
  INTERNAL_ERROR = 'internal-error',
}

/** Every error. */
type HCaptchaError = HCaptchaErrorCallback | HCaptchaErrorAsync

/**
 * What a widget is rendered with. Each key is also an attribute of the container, with `data-`
 * before it; a truthy option wins over its attribute. A callback is a function, or the name of a
 * global one that is looked up when it is called.
 */
type ConfigRender = {
  sitekey: string
  /** A theme by its name, or a theme of the page's own; `light` unless told otherwise. */
  theme?: 'light' | 'dark' | 'contrast' | object
  /** `normal` unless told otherwise; an invisible widget waits for `execute`. */
  size?: 'normal' | 'compact' | 'invisible'
  /** The element, or its id, that the challenge is put into; the body unless told otherwise. */
  'challenge-container'?: HTMLElement | string
  /** The language of this widget; unless told, the script's `hl`, then the browser's. */
  hl?: string
  /** Taken and not used, as the next three. */
  tplinks?: 'on' | 'off'
  custom?: boolean
  mode?: string
  andint?: string
  /** Where the checkbox stands among what the Tab key reaches; 0 unless told otherwise. */
  tabindex?: number
  /** The origin of the service for this widget; unless told, the script's `endpoint`, then its own. */
  endpoint?: string
  /** Taken and not used, as the next. */
  orientation?: 'portrait' | 'landscape'
  type?: string
  /** The visitor has passed; `getResponse` and the fields of the form already hold the token. */
  callback?: string | ((response: string) => void)
  /** The challenge is on the screen. */
  'open-callback'?: string | (() => void)
  /** The visitor, or `close`, closed the challenge. */
  'close-callback'?: string | (() => void)
  /** The challenge was not answered in time; told `challenge-expired`. */
  'chalexpired-callback'?: string | (() => void)
  /** The token is no longer worth anything and is out of the form; told `expired`. */
  'expired-callback'?: string | (() => void)
  'error-callback'?: string | ((error: HCaptchaErrorCallback) => void)
}

/** The same, as it may be written in attributes too: a theme as JSON, a number as text. */
type ConfigRenderWide = Omit<ConfigRender, 'theme' | 'tabindex'> & {
  theme?: string | object
  tabindex?: number | string
}

/** What `execute` may be told. */
type ConfigExecute = {
  /** When true, `execute` gives a promise. */
  async?: boolean
  /** As in `setData`. */
  rqdata?: string
  /** Taken and not used, as the next. */
  mfa_phone?: string
  mfa_phoneprefix?: string
}

/** What `setData` may be told. */
type ConfigSetData = {
  /** Goes to the service with every further challenge of the widget. */
  rqdata?: string
  /** Taken and not used, as the rest. */
  mfa_phone?: string
  mfa_phoneprefix?: string
  userJourney?: unknown
  userjourney?: unknown
}

/** Every method may be called on its own. Without an id, or with an empty one, it is about the first living widget. */
type HCaptcha = {
  /**
   * Puts a widget into an element, or into the element of an id, and gives the widget's id; of a
   * container that has one, the id it has. Gives undefined, and says why on the console, where
   * there is no such element.
   */
  render(container: HTMLElement | string, config: ConfigRenderWide): HCaptchaId
  /**
   * Begins a challenge, as a click on the checkbox does. With `async`, gives a promise of the pass
   * that is rejected with a text of `HCaptchaError`; without, gives nothing.
   * @throws {InvalidIdError | MissingCaptchaError} without `async`
   */
  execute(id?: HCaptchaId | null, config?: ConfigExecute | null): void | Promise<HCaptchaResponse>
  execute(config: ConfigExecute): void | Promise<HCaptchaResponse>
  /**
   * Takes back token and tick; does nothing without an id on a page without widgets.
   * @throws {InvalidIdError}
   */
  reset(id?: HCaptchaId | null): void
  /**
   * Closes the challenge, and tells `close-callback` even where none is open.
   * @throws {InvalidIdError | MissingCaptchaError}
   */
  close(id?: HCaptchaId | null): void
  /**
   * Takes the widget off the page, with its fields and its challenge.
   * @throws {InvalidIdError | MissingCaptchaError}
   */
  remove(id?: HCaptchaId | null): void
  /**
   * The token, or an empty text.
   * @throws {InvalidIdError | MissingCaptchaError}
   */
  getResponse(id?: HCaptchaId | null): string
  /** The key of the pass, or an empty text; throws never. */
  getRespKey(id?: HCaptchaId | null): string
  /**
   * Keeps what goes with the widget's challenges.
   * @throws {InvalidIdError | MissingCaptchaError | Error}
   */
  setData(id: HCaptchaId | null, config: ConfigSetData): void
  setData(config: ConfigSetData): void
}

declare var hcaptcha: HCaptcha
