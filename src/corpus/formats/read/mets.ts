import type { Fault } from './encoding.ts'
import type { ImportFormat } from './format.ts'
import { readXml } from './xml.ts'

/** METS: which files of a delivery show the same page. */
export const mets: ImportFormat = {
  name: 'METS',
  detect: (file) => {
    if (file.root() !== 'mets') return null
    const read = readMets(file.bytes)
    return 'fault' in read
      ? { is: 'nothing', code: 'xml_broken', detail: read.fault }
      : { is: 'mets', ...read }
  },
}

type Mets = { pages: string[][] }

/** Reads which files of a METS belong to the same page of its physical structure. */
export function readMets(bytes: Uint8Array): Mets | Fault {
  const namesOfFile = new Map<string, string[]>()
  const pages: string[][] = []
  const divs: string[][] = []
  let fileId = ''
  let isMets = false
  let isPhysical = false

  const open = (name: string, attributes: ReadonlyMap<string, string>): boolean => {
    const refer = (): void => {
      const id = attributes.get('FILEID')
      if (id && isPhysical) divs.at(-1)?.push(id)
    }
    switch (name) {
      case 'mets':
        isMets = true
        break
      case 'file':
        fileId = attributes.get('ID') ?? ''
        break
      case 'FLocat':
        if (!namesOfFile.has(fileId)) namesOfFile.set(fileId, [])
        namesOfFile.get(fileId)?.push(attributes.get('href') ?? '')
        break
      case 'structMap':
        isPhysical = (attributes.get('TYPE') ?? 'PHYSICAL').toUpperCase() === 'PHYSICAL'
        break
      case 'div':
        divs.push([])
        break
      case 'fptr':
      case 'area':
        refer()
        break
    }
    return isMets
  }
  const close = (name: string): void => {
    if (name === 'div') pages.push(divs.pop() ?? [])
  }

  const fault = readXml(bytes, { open, close })
  if (fault) return fault
  if (!isMets) return { fault: 'its root element is not mets' }
  return {
    pages: pages.map((ids) => namesOf(ids, namesOfFile)).filter((names) => names.length > 1),
  }
}

// METS may name both the web address of a file and its place in the folder.
function namesOf(
  ids: readonly string[],
  namesOfFile: ReadonlyMap<string, readonly string[]>,
): string[] {
  const names = ids.flatMap((id) => namesOfFile.get(id) ?? []).filter((name) => name !== '')
  return [...new Set(names)]
}
