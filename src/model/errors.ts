/** An error as it leaves the service: its code, its HTTP status, and a sentence for the person who reads it. */
export type PublicError = { status: number; sentence: string }

/** Every error that an address answers with. The private cause goes to the log, never to the visitor. */
export const publicErrors = {
  bad_request: { status: 400, sentence: 'The request is not what this address expects.' },
  unauthorized: {
    status: 403,
    sentence:
      'The Authorization header is missing, or is not a JWT signed with HS512 and your private id.',
  },
  foreign_host: {
    status: 403,
    sentence:
      'Pages on this host may not use this site: the host is not among its domains (incipit site set --domain).',
  },
  test_keys_off: {
    status: 403,
    sentence: 'The test keys are switched off here (--test-keys); use the keys of a site.',
  },
  fallback_off: {
    status: 404,
    sentence: 'The page for visitors without JavaScript is switched off here (--fallback-page).',
  },
  misplaced: {
    status: 403,
    sentence:
      'Only the script of a page may ask for this, not a link, a frame, a form or an image; a page without scripts may be linked to or framed, and takes only its own forms. The browser says which it is (Sec-Fetch-Dest, Sec-Fetch-Mode, Sec-Fetch-Site).',
  },
  unknown_client: {
    status: 404,
    sentence: 'No site has this sitekey or client id (incipit site list).',
  },
  unknown_challenge: {
    status: 404,
    sentence: 'This site has no such challenge, or it has expired or was already used.',
  },
  no_way: {
    status: 404,
    sentence:
      'This site cannot be passed by that way now; `ways` of its challenges says by which it can.',
  },
  unknown_picture: { status: 404, sentence: 'There is no such picture, or its challenge is over.' },
  unknown_address: { status: 404, sentence: 'There is nothing at this address.' },
  too_slow: { status: 408, sentence: 'The request took too long to arrive.' },
  already_answered: {
    status: 409,
    sentence: 'This challenge has been answered; ask for a new one.',
  },
  too_early: {
    status: 409,
    sentence:
      'The work is done sooner than it may be; Retry-After says in how many seconds to send the same answer.',
  },
  picture_gone: {
    status: 410,
    sentence: 'The archive no longer shows this picture; ask for another challenge.',
  },
  body_too_large: { status: 413, sentence: 'The request body is too large.' },
  unsupported_media: { status: 415, sentence: 'Send the body as application/json.' },
  rate_limited: {
    status: 429,
    sentence: 'There were too many requests; Retry-After says how many seconds to wait.',
  },
  internal: {
    status: 500,
    sentence: 'The service failed; the cause is in its log.',
  },
  no_items: {
    status: 503,
    sentence:
      'No challenge can be made: the site has no corpus with enough known and unknown items.',
  },
  not_ready: {
    status: 503,
    sentence: 'The service is starting or stopping, or cannot reach its store.',
  },
} as const satisfies Record<string, PublicError>

/** The code of a public error. */
export type ErrorCode = keyof typeof publicErrors
