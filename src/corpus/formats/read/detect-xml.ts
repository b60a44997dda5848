import type { Fault } from './encoding.ts'
import type { DetectedTruth, UnusableFile } from './format.ts'
import type { ImportFile } from './import-file.ts'
import { readXml } from './xml.ts'

/** Detects a file of pages in XML, with the names it gives its picture. */
export function detectPages(format: string, file: ImportFile): DetectedTruth | UnusableFile {
  const pictureNames = readPictureNames(file.bytes)
  return 'fault' in pictureNames
    ? brokenXml(file, pictureNames)
    : { is: 'truth', format, pictureNames }
}

/** A file that is not XML is reported only if its name says XML. */
export function brokenXml({ extension }: ImportFile, { fault }: Fault): UnusableFile {
  return extension === 'xml'
    ? { is: 'nothing', code: 'xml_broken', detail: fault }
    : { is: 'nothing', code: 'other_file' }
}

// Reads no further than the start of the page: by then its picture has been named.
function readPictureNames(bytes: Uint8Array): string[] | Fault {
  const names = { imageFilename: '', fileName: '', fileIdentifier: '' }
  const fault = readXml(bytes, {
    open: (name, attributes) => {
      if (name === 'Page') names.imageFilename = attributes.get('imageFilename')?.trim() ?? ''
      return name !== 'Page'
    },
    close: (name, text) => {
      if (name === 'fileName' || name === 'fileIdentifier') names[name] ||= text.trim()
    },
  })
  return fault ?? Object.values(names).filter((name) => name !== '')
}
