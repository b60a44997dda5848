import type { ContractName } from '../../model/challenge.ts'
import type { Site } from '../../model/site.ts'
import type { AddRoutes } from '../context.ts'
import type { Build } from '../published-files.ts'

/** Opens a contract on what it publishes of the build. */
export type OpenContract = (build: Build) => Promise<Contract>

/** A public contract: everything that the pages and servers of its sites see of the service. */
export type Contract = {
  /** The name stored with its answers and tokens; it never changes. */
  name: ContractName
  /** Adds the addresses for a site's server. */
  addServerRoutes: AddRoutes
  /** Adds the addresses for pages of any origin, including its scripts. */
  addPageRoutes: AddRoutes
  /** How its pages get tokens from `/api/challenge` and `/api/answer`; null if they get none. */
  tokens: TokenPart | null
  /** Its page for visitors without JavaScript; null if it has none. */
  fallback: FallbackPart | null
  demo: DemoPart
}

/** What a contract knows about those who ask for its tokens. */
export type TokenPart = Apps & {
  /** The token of a published test sitekey; null for every other sitekey. */
  findTestToken: (sitekey: string) => string | null
  /**
   * Whether its pages get the id of a passed challenge in place of a token, everybody being asked: then only what is
   * shown in the challenge's frame comes this way.
   */
  areChallenges?: boolean
}

/**
 * Where a contract has its page for visitors without JavaScript, and the parameter of that address that names the
 * sitekey. What a visitor gets there to paste is what the contract's widget puts into the form.
 */
export type FallbackPart = { address: `/${string}`; parameter: string }

/** How a contract recognises the pages of apps. */
export type Apps = {
  /** Says whether a page's claimed host is the name of an app that uses the site. */
  isAppOf: (site: Site, host: string) => boolean
  /** Says whether only pages of apps have an origin with this host. */
  isAppOrigin: (host: string) => boolean
}

/** A contract's part of the demonstration: a partner's page with its widget, and the partner's server. */
export type DemoPart = {
  /** The field of the form that the widget fills. */
  field: string
  /** Directives of the page's Content-Security-Policy that the widget needs. */
  policy: readonly string[]
  /** The script's address with its query, and its Subresource Integrity value. */
  scriptFor: (language: string) => { address: string; integrity: string }
  /** Whether its widget can show several challenges in a row, as a game. */
  hasGame: boolean
  /** Whether its widget can show kinds whose views are in scripts of their own. */
  loadsViews: boolean
  /**
   * The widget's place in the form as HTML, in a language by its tag; `waiting` is HTML to show until the widget is
   * there.
   */
  placeFor: (of: DemoPlace) => string
  /** What a site elsewhere copies: the lines of its page and what its server asks; and the guide with the rest. */
  linesFor: (of: { base: string; sitekey: string }) => DemoLines
  /** Asks the service at an origin, as the partner's server, what the field's value is worth. */
  check: (origin: string, site: Site, secret: string, value: string) => Promise<DemoCheck>
}

/** What the widget's place depends on. */
export type DemoPlace = { sitekey: string; waiting: string; language: string; isGame: boolean }

/** Lines to copy, as texts. */
export type DemoLines = { page: string; server: string; guide: string }

/** What the demonstration's server has learnt about a visitor, and how. */
export type DemoCheck = {
  reading: DemoReading
  /** What it asked and what it was told, as texts to show, without secrets; null if it asked nothing. */
  exchange: DemoExchange | null
}

/** A question to the service and its reply; the status is null if none came. */
export type DemoExchange = { question: string; status: number | null; reply: string }

/** What the demonstration's server has learnt about a visitor. */
export type DemoReading =
  | 'accepted'
  | 'rejected'
  | 'created'
  | 'unknown'
  | 'missing'
  | 'expired'
  | 'seen'
  | 'refused'
  | 'unreachable'
