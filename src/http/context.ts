import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ChallengeContext } from '../challenge/context.ts'
import type { RedeemContext } from '../challenge/redeem.ts'
import type { FindHolder } from '../model/holder.ts'
import type { KindName } from '../model/item.ts'
import type { Beginnings, Concurrency, FairQueue } from '../model/limit.ts'
import type { AsJpeg, DrawVariant } from '../model/picture.ts'
import type { Pictures } from '../model/stores.ts'
import type { Variants } from '../model/variants.ts'
import type { IsTrustedProxy } from './proxies.ts'
import type { KindScriptFiles } from './published-files.ts'
import type { Words } from './words.ts'

/** What the addresses need from outside. */
export type HttpContext = ChallengeContext &
  RedeemContext & {
    pictures: Pictures
    variants: Pick<Variants, 'give' | 'findAll'>
    drawVariant: DrawVariant
    asJpeg: AsJpeg
    /** Lets all requests begin a few at a time, each network in turn. */
    beginnings: Beginnings
    /** Lets requests that cost most be worked on a few at a time, each network in turn. */
    requestQueue: FairQueue
    /** Lets pictures be drawn for requests a few at a time, each network in turn. */
    drawingQueue: FairQueue
    words: Words
    kindScripts: KindScriptFiles
    /** Finds who may be one hand behind the address of a request. */
    findHolder: FindHolder
    concurrency: Concurrency
    /** Says whose X-Forwarded-For is trusted; nobody's if absent or null. */
    isTrustedProxy?: IsTrustedProxy | null
    /** Whether `/` is a page about the service. */
    hasHomePage: boolean
    /** Whether there is a page for visitors without JavaScript. */
    hasFallbackPage: boolean
    /** The demonstration's sites, for `/demo`; null if there is no demonstration. */
    demo: Demo | null
    /** Says whether the service still takes work; false once it is told to stop. */
    isOpen: () => boolean
    /** Asks the store whether it answers; throws when it does not. */
    check: () => Promise<void>
    log: { level: string; write?: (line: string) => void }
  }

/** A site of the demonstration: the kind of challenge it shows, and the secret its server checks tokens with. */
export type ShownDemoSite = { kind: KindName; sitekey: string; secret: string }

/** The sites of the demonstration; the first is shown by default. */
export type Demo = readonly [ShownDemoSite, ...ShownDemoSite[]]

/** A part of the service to which addresses are added, with zod for their shapes. */
export type App = Parameters<FastifyPluginAsyncZod>[0]

/** Adds addresses to a part of the service of their own. */
export type AddRoutes = (app: App, context: HttpContext) => Promise<void>
