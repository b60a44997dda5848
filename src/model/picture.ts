import type { Ink, WrittenLine } from './ink.ts'
import type { Shape } from './region.ts'

/** The picture formats that are read; what else there is is refused, whatever its name says. */
export type PictureFormat = 'jpeg' | 'png' | 'tiff' | 'webp'

/** A page image, decoded once so that many crops can be cut from it. */
export type PageImage = {
  format: PictureFormat
  /** Size of the stored pixels, before any rotation. */
  widthPixels: number
  heightPixels: number
  /** SHA-256 of the file's bytes, hexadecimal. */
  sha256: string
  /** Cuts a place with padding, the neighbours faded where there is a polygon, upright, small enough to serve. */
  cut(shape: Shape): Promise<Uint8Array>
  /** The ink of a line of writing; null where there is none, or where it does not run from side to side. */
  ink(line: WrittenLine): Promise<Ink | null>
  /** The whole image, upright, small enough to serve. */
  whole(): Promise<Uint8Array>
  /** What it looks like, as 64 hexadecimal digits: pictures that look alike differ in few bits. */
  perceptualHash(): Promise<string>
}

/** Why a picture was not read: one sentence without a full stop, to stand in a report behind the file's name. */
export type PictureFault = { fault: string }

/** Opens the bytes of an image file; a fault, never an exception, when they cannot be used. */
export type OpenPage = (bytes: Uint8Array) => Promise<PageImage | PictureFault>

/**
 * How cut pictures are served: a strip of writing on its own paper, or a tile on its own blurred likeness; and
 * the size in pixels, twice that at which it is shown.
 */
export type Serving = { layout: Layout; widthPixels: number; heightPixels: number }

/** How a cut picture is laid on a ground. */
export type Layout = 'strip' | 'tile'

/**
 * Draws one serving of a cut picture as a WebP of that size. The same seed gives the same picture; another
 * seed gives other geometry, tone, noise, quality and length in bytes.
 */
export type DrawVariant = (cut: Uint8Array, serving: Serving, seed: number) => Promise<Buffer>

/** Gives a serving as a JPEG of the same pixels, as nearly as it can; the same serving gives the same JPEG. */
export type AsJpeg = (served: Uint8Array) => Promise<Buffer>

/** What a machine reads in a cut picture, and how sure it says it is, from 0 to 1. */
export type MachineReading = { text: string; confidence: number }

/** Lets a machine read a cut picture in a language (BCP 47); null where it came to no end. */
export type ReadByMachine = (cut: Uint8Array, language: string) => Promise<MachineReading | null>

/** Opens a reading machine by its name or path; why it cannot, as one sentence. */
export type OpenReader = (engine: string) => Promise<ReadByMachine | { refused: string }>
