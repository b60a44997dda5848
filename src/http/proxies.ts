import type { FastifyInstance } from 'fastify'
import { BlockList, isIP } from 'node:net'
import { plainAddress } from '../model/address.ts'

/** Says whether an address belongs to a trusted proxy; a closed socket has no address. */
export type IsTrustedProxy = (address: string | undefined) => boolean

const bitsOfIPv4 = 32
const bitsOfIPv6 = 128

/**
 * Reads the setting `trusted-proxies`: addresses and networks separated by commas. Null if it is empty: then
 * no header is trusted. Throws a sentence if a part is not a network; reading the settings refuses most of
 * these before.
 */
export function openProxies(networks: string): IsTrustedProxy | null {
  if (networks.trim() === '') return null
  const list = new BlockList()
  for (const network of networks.split(',')) addNetwork(list, network.trim())
  return (address) => {
    const plain = plainAddress(address ?? '')
    const version = isIP(plain)
    return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6')
  }
}

function addNetwork(list: BlockList, network: string): void {
  const [given = '', bits] = network.split('/')
  const address = plainAddress(given)
  const version = isIP(address)
  const isMapped = version === 4 && isIP(given) === 6
  const fullBits = version === 4 && !isMapped ? bitsOfIPv4 : bitsOfIPv6
  const prefix = Number(bits ?? fullBits) - (isMapped ? bitsOfIPv6 - bitsOfIPv4 : 0)
  if (version === 0 || !(prefix >= 1))
    throw new Error(`--trusted-proxies: “${network}” is no network whose members can be listed.`)
  list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Warns once, without an address, if a request has X-Forwarded-For but comes from a peer that is not listed:
 * either somebody forges it, or all visitors behind a proxy count as one.
 */
export function warnOfUnlistedProxy(app: FastifyInstance, isTrusted: IsTrustedProxy | null): void {
  let hasWarned = false
  app.addHook('onRequest', (request, _reply, done) => {
    done()
    if (hasWarned || request.headers['x-forwarded-for'] === undefined) return
    if (isTrusted?.(request.socket.remoteAddress)) return
    hasWarned = true
    app.log.warn(
      'X-Forwarded-For came from an address that --trusted-proxies (INCIPIT_TRUSTED_PROXIES) does not list, and was ignored; this is logged only once',
    )
  })
}
