import assert from 'node:assert/strict'
import { readCanvasTruth } from '../../src/corpus/iiif/canvas-truth.ts'
import { readIiif, type ManifestCanvas } from '../../src/corpus/iiif/manifest.ts'

/** The id of the canvas of these tests. */
export const canvasId = 'https://example.org/canvas/1'

/** Reads a manifest with one canvas, and gives the canvas. */
export function manifestWith(body: unknown, more: object = {}): ManifestCanvas {
  const painting = { type: 'Annotation', motivation: 'painting', body, target: canvasId }
  const page = { type: 'AnnotationPage', items: [painting] }
  const canvas = { id: canvasId, type: 'Canvas', width: 1000, height: 2000, items: [page], ...more }
  const read = readIiif({ type: 'Manifest', id: 'https://example.org/m', items: [canvas] })
  assert.ok('is' in read && read.is === 'manifest' && read.canvases[0])
  return read.canvases[0]
}

/** The picture on the canvas. */
export const picture = { id: 'https://example.org/1.jpg', type: 'Image', width: 500, height: 1000 }

/** An annotation with a text or another body at a target. */
export function line(text: unknown, target: unknown, more: object = {}) {
  return {
    id: 'https://example.org/a/1',
    type: 'Annotation',
    motivation: 'supplementing',
    body:
      typeof text === 'string' ? { type: 'TextualBody', value: text, format: 'text/plain' } : text,
    target,
    ...more,
  }
}

/** Reads annotations on a canvas. */
export function readOn(annotations: readonly unknown[], canvas = manifestWith(picture)) {
  const [image] = canvas.images
  assert.ok(image)
  const { truth, classes } = readCanvasTruth(annotations, { canvas, image })
  const [page] = truth.pages
  assert.ok(page)
  return { ...page, classes }
}
