import type { Web, WebLimits } from '../../model/web.ts'
import type { Fault } from '../formats/read/encoding.ts'
import { addressesOf, needsInfo } from './image-address.ts'
import { readService, type ImageService, type PaintedImage } from './image.ts'
import { parseJson } from './json.ts'
import { webLimits } from './limits.ts'

/** A document as it was read; `address` is what ids in it are relative to. */
export type Shelved = { address: string; bytes: Buffer; value: unknown }

/** A picture as it was read. */
export type ShelvedPicture = {
  /** The name by which the archive knows it. */
  origin: string
  /** Where its bytes came from. */
  address: string
  bytes: Buffer
}

/** Where the documents and pictures of an import come from: the web, or a folder. */
export type Loader = {
  /** Reads a document by its id, as the document at `base` names it. */
  document(id: string, base: string): Promise<Shelved | Fault>
  picture(image: PaintedImage, base: string): Promise<ShelvedPicture | Fault>
}

/** The loader of everything on the web. */
export function openWebLoader(web: Web): Loader {
  return {
    document: (id, base) => readDocument(web, resolveAddress(id, base)),
    picture: (image, base) => readPicture(web, image, base),
  }
}

function resolveAddress(id: string, base: string): string {
  return URL.parse(id, base)?.href ?? id
}

/** Reads a document from the web. */
export async function readDocument(web: Web, address: string): Promise<Shelved | Fault> {
  const read = await readBytes(web, address, webLimits.document)
  if ('fault' in read) return read
  const parsed = parseJson(read.bytes)
  return 'fault' in parsed ? parsed : { address, bytes: read.bytes, value: parsed.value }
}

async function readBytes(
  web: Web,
  address: string,
  limits: WebLimits,
): Promise<{ bytes: Buffer } | Fault> {
  const file = await web.fetch(address, limits)
  return 'fault' in file ? file : { bytes: await file.read() }
}

/** Reads a picture from the web: as its manifest says, or else as its service's info.json says. */
export async function readPicture(
  web: Web,
  image: PaintedImage,
  base: string,
): Promise<ShelvedPicture | Fault> {
  const origin = resolveAddress(image.id || (image.service?.id ?? ''), base)
  const first = needsInfo(image) ? [] : addressesOf(image)
  const tried = await tryAddresses(first, { web, base })
  if (!('fault' in tried)) return { origin, ...tried }
  const informed = image.service ? await readInfo(image.service, { web, base }) : tried
  // If nothing else says where the picture is, the failure of its service is the reason to report.
  if ('fault' in informed) return first.length > 0 ? tried : informed
  const others = addressesOf({ ...image, service: informed }).filter((one) => !first.includes(one))
  const again = await tryAddresses(others, { web, base })
  if (!('fault' in again)) return { origin, ...again }
  return first.length > 0 || others.length === 0 ? tried : again
}

type Tried = { address: string; bytes: Buffer } | Fault

async function tryAddresses(
  addresses: readonly string[],
  { web, base }: { web: Web; base: string },
): Promise<Tried> {
  let fault: Fault = { fault: 'nothing says where it is' }
  for (const one of addresses) {
    const address = resolveAddress(one, base)
    const read = await readBytes(web, address, webLimits.picture)
    if (!('fault' in read)) return { address, bytes: read.bytes }
    if (fault.fault === 'nothing says where it is') fault = read
  }
  return fault
}

async function readInfo(
  { id }: ImageService,
  { web, base }: { web: Web; base: string },
): Promise<ImageService | Fault> {
  const address = resolveAddress(`${id}/info.json`, base)
  const info = await readDocument(web, address)
  if ('fault' in info) return { fault: `its service at ${address} gives nothing: ${info.fault}` }
  const service = readService(info.value)
  if (!service) return { fault: `its service at ${address} is none of the Image API` }
  // The id of a service may be an address behind its proxy; we ask at the address where we found it.
  return { ...service, id }
}
