import type { ImportOrder } from '../../src/corpus/import/session.ts'
import type { Files } from './import.ts'

/** The address below which all documents and pictures are. */
export const at = 'https://example.org/'
const byLicence = 'http://creativecommons.org/licenses/by/4.0/'

/** A canvas with one picture. */
export function canvasOf(name: string, more: object = {}): object {
  return {
    id: `${at}canvas/${name}`,
    type: 'Canvas',
    width: 2_000,
    height: 1_000,
    items: [
      {
        type: 'AnnotationPage',
        items: [
          {
            type: 'Annotation',
            motivation: 'painting',
            body: { id: `${at}pictures/${name}.png`, type: 'Image' },
            target: `${at}canvas/${name}`,
          },
        ],
      },
    ],
    ...more,
  }
}

/** An annotation with the text of a line on a canvas. */
export function lineOn(name: string, text: string, more: object = {}): object {
  return {
    id: `${at}line/${text}`,
    type: 'Annotation',
    motivation: 'supplementing',
    body: { type: 'TextualBody', value: text },
    target: `${at}canvas/${name}#xywh=100,100,400,80`,
    ...more,
  }
}

/** A page of annotations; without items it is a link to a document. */
export function pageOf(name: string, items?: object[]): object {
  return {
    '@context': 'http://iiif.io/api/presentation/3/context.json',
    id: `${at}annotations/${name}.json`,
    type: 'AnnotationPage',
    ...(items ? { items } : {}),
  }
}

/** A manifest of some canvases. */
export function manifestOf(items: object[], more: object = {}): object {
  return {
    '@context': 'http://iiif.io/api/presentation/3/context.json',
    id: `${at}manifest.json`,
    type: 'Manifest',
    label: { en: ['Letters'] },
    rights: byLicence,
    requiredStatement: { label: { en: ['Attribution'] }, value: { en: ['<b>City archive</b>'] } },
    items,
    ...more,
  }
}

/** Documents and pictures as the bytes of files. */
export function written(files: Readonly<Record<string, object | Buffer>>): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, body]) => [
      path,
      Buffer.isBuffer(body) ? body : JSON.stringify(body),
    ]),
  )
}

/** A canvas with a line in the manifest itself. */
export function embedded(name: string, text: string): object {
  return canvasOf(name, { annotations: [pageOf(name, [lineOn(name, text)])] })
}

/** The options of an import that takes the rights from the manifests. */
export const leftToManifests: Partial<ImportOrder> = { licence: '', credit: '' }
