import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ChallengeContext } from '../challenge/context.ts'
import type { RedeemContext } from '../challenge/redeem.ts'
import type { KindName } from '../model/item.ts'
import type { AsJpeg, DrawVariant } from '../model/picture.ts'
import type { Pictures } from '../model/stores.ts'
import type { Variants } from '../model/variants.ts'
import type { IsTrustedProxy } from './proxies.ts'
import type { Words } from './words.ts'

/** What the addresses need of the world outside. */
export type HttpContext = ChallengeContext &
  RedeemContext & {
    pictures: Pictures
    variants: Pick<Variants, 'give' | 'find'>
    drawVariant: DrawVariant
    asJpeg: AsJpeg
    words: Words
    /** Names the network of an address without keeping the address. */
    networkHashOf: (address: string) => Promise<string>
    /** Says whose X-Forwarded-For is believed; nobody's where it is absent or null. */
    isTrustedProxy?: IsTrustedProxy | null
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

/** The sites of the demonstration, the first of which is shown where none is asked for. */
export type Demo = readonly [ShownDemoSite, ...ShownDemoSite[]]

/** A part of the service that addresses are added to; their shapes are those of zod. */
export type App = Parameters<FastifyPluginAsyncZod>[0]

/** Adds addresses to a part of the service that is theirs alone. */
export type AddRoutes = (app: App, context: HttpContext) => Promise<void>
