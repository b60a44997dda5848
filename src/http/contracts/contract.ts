import type { ContractName } from '../../model/challenge.ts'
import type { Site } from '../../model/site.ts'
import type { AddRoutes } from '../context.ts'
import type { Build } from '../published-files.ts'

/** Opens a contract on what it publishes of the build. */
export type OpenContract = (build: Build) => Promise<Contract>

/** A public contract: all that pages and servers of its sites see of the service. */
export type Contract = {
  /** What its answers and tokens are marked with; stays the same for good. */
  name: ContractName
  /** Adds what a site's server asks. */
  addServerRoutes: AddRoutes
  /** Adds what pages of any origin ask, its scripts among it. */
  addPageRoutes: AddRoutes
  /** How its pages get tokens of `/api/challenge` and `/api/answer`; null if they get none. */
  tokens: TokenPart | null
  demo: DemoPart
}

/** What a contract says of those who ask for its tokens. */
export type TokenPart = {
  /** The token of a published test sitekey; null for every other sitekey. */
  findTestToken: (sitekey: string) => string | null
  /** Says whether a page's claimed host is the name of an app that uses the site. */
  isAppOf: (site: Site, host: string) => boolean
}

/** A contract's part of the demonstration: a partner's page with its widget, and the partner's server. */
export type DemoPart = {
  /** The field of the form that the widget fills. */
  field: string
  /** Directives of the page's Content-Security-Policy that the widget needs. */
  policy: readonly string[]
  /** The script's address with its query, and its Subresource Integrity value. */
  scriptFor: (language: string) => { address: string; integrity: string }
  /** The widget's place in the form as HTML; `waiting` is HTML to be seen until the widget is there. */
  placeFor: (of: { sitekey: string; waiting: string }) => string
  /** Asks the service at an origin, as the partner's server, what the field's value is worth. */
  check: (origin: string, site: Site, secret: string, value: string) => Promise<DemoReading>
}

/** What the demonstration's server has learnt of a visitor. */
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
