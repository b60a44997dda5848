import type { Ink, WrittenLine } from './ink.ts'
import type { Shape } from './region.ts'

/** The picture formats that are read. All others are refused, whatever the file's name says. */
export type PictureFormat = 'jpeg' | 'png' | 'tiff' | 'webp'

/** A page image, decoded once so that many crops can be cut from it. */
export type PageImage = {
  format: PictureFormat
  /** Size of the stored pixels, before any rotation. */
  widthPixels: number
  heightPixels: number
  /** SHA-256 of the file's bytes, hexadecimal. */
  sha256: string
  /** Cuts a shape with padding, upright and small enough to serve; fades its neighbours outside a polygon. */
  cut(shape: Shape): Promise<Uint8Array>
  /** The ink of a line of writing; null if there is none, or if it does not run from side to side. */
  ink(line: WrittenLine): Promise<Ink | null>
  /** The whole image, upright, small enough to serve. */
  whole(): Promise<Uint8Array>
  /** What it looks like, as 64 hexadecimal digits: pictures that look alike differ in few bits. */
  perceptualHash(): Promise<string>
}

/** Why a picture was not read: one sentence without a full stop, to follow the file's name in a report. */
export type PictureFault = { fault: string }

/** Opens the bytes of an image file. Returns a fault, never throws, if they cannot be used. */
export type OpenPage = (bytes: Uint8Array) => Promise<PageImage | PictureFault>

/**
 * How cut pictures are served: as a strip of writing on its own paper, or a tile on a blurred copy of itself;
 * and the size in pixels, twice the size at which it is shown.
 */
export type PictureServing = { layout: Layout; widthPixels: number; heightPixels: number }

/** How a cut picture is laid on a ground. */
export type Layout = 'strip' | 'tile'

/**
 * Draws one showing of a cut picture of that size: a strip as a JPEG, a tile as a WebP. The same seed gives the same
 * picture. Another seed gives other geometry, tone, noise, quality and length in bytes.
 */
export type DrawVariant = (
  cut: Uint8Array,
  serving: PictureServing,
  seed: number,
) => Promise<Buffer>

/** How the writing of a picture looks when it is served, as fifteen numbers on its strokes, tones and size. */
export type WritingLook = readonly number[]

/** Measures how a cut picture looks when it is served; rejects if it cannot be read. */
export type MeasureLook = (cut: Uint8Array, serving: PictureServing) => Promise<WritingLook>

/**
 * Converts a showing to a JPEG of the same pixels, as nearly as possible. The same showing gives the same
 * JPEG.
 */
export type AsJpeg = (served: Uint8Array) => Promise<Buffer>

/** What a machine reads in a cut picture, and how sure it says it is, from 0 to 1. */
export type MachineReading = { text: string; confidence: number }

/** Lets a machine read a cut picture in a language (BCP 47); null if it did not finish. */
export type ReadByMachine = (cut: Uint8Array, language: string) => Promise<MachineReading | null>

/** Opens a reading machine by its name or path, or says why it cannot, in one sentence. */
export type OpenReader = (engine: string) => Promise<ReadByMachine | { refused: string }>
