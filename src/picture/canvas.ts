import type { Layout, PictureServing } from '../model/picture.ts'
import { blur } from './blur.ts'
import { toDensities } from './density.ts'
import { blurredGround } from './ground.ts'
import type { Raster } from './raster.ts'
import { resizeWindow, shrinkWindow, type Window } from './resize.ts'
import type { Between } from './seeded.ts'
import { layWarped, type Wave } from './warp.ts'

const enlargeMax = 3
/** How soft an enlarged piece is by itself, in pixels for each time it was enlarged. */
const softByEnlarging = 0.5
/** How soft a piece is after `blur` and interpolation, in steps from one of its pixels to the next. */
const softByStep = 0.87
/** Low writing has fine strokes, so it is softened by at most this share of its height. */
const softShareMax = 1 / 40

/** How much the placing of a piece varies from one serving to the next. */
type Play = {
  /** The share of the room that the piece takes. */
  share: readonly [least: number, most: number]
  /** The most it is stretched in width against height. */
  stretchMax: number
  tiltMaxDegrees: number
  shearMax: number
  /** How far waves push, as a share of the room's height. */
  waveMax: number
  /** What may be trimmed off each side. */
  trimMax: number
  /** How soft its edges are made, whatever the sharpness of its page. */
  softPixels: readonly [least: number, most: number]
}

// Wide enough that a hash of the shapes does not recognise the next serving of the same item, and not so
// wide that it is harder to read: docs/archivist/pictures.md has the figures.
const play: Readonly<Record<Layout, Play>> = {
  strip: {
    share: [0.74, 1],
    stretchMax: 0.1,
    tiltMaxDegrees: 2,
    shearMax: 0.08,
    waveMax: 0.015,
    trimMax: 0,
    softPixels: [1.8, 2.6],
  },
  tile: {
    share: [0.9, 1.3],
    stretchMax: 0.14,
    tiltMaxDegrees: 9,
    shearMax: 0.08,
    waveMax: 0.012,
    trimMax: 0.17,
    softPixels: [0, 0],
  },
}

/**
 * Lays a cut picture on a background of the size it is served in, differently each time. Grey ones become
 * densities of ink.
 */
export function layOut(cut: Raster, serving: PictureServing, between: Between): Raster {
  const how = play[serving.layout]
  const radians = (between(-1, 1) * how.tiltMaxDegrees * Math.PI) / 180
  const window = trimSides(cut, how.trimMax, between)
  const stretch = 1 + between(-1, 1) * how.stretchMax
  const size = { widthPixels: window.width * stretch, heightPixels: window.height / stretch }
  const share = between(...how.share)
  const fitted = fitInto(serving, turned(size, radians), share)
  const place = placeFor(size, fitted, () => between(...how.softPixels))
  const { width, height } = place
  const piece = takePiece[serving.layout](cut, window, place)
  const canvas = grounds[serving.layout](piece, serving)
  const outer = turned({ widthPixels: width, heightPixels: height }, radians)
  layWarped(canvas, piece, {
    middleX: placeOn(canvas.widthPixels, outer.widthPixels, between),
    middleY: placeOn(canvas.heightPixels, outer.heightPixels, between),
    radians,
    enlargedX: width / piece.widthPixels,
    enlargedY: height / piece.heightPixels,
    shear: between(-how.shearMax, how.shearMax),
    waveX: drawWave(canvas.heightPixels * how.waveMax, between),
    waveY: drawWave(canvas.heightPixels * how.waveMax, between),
  })
  return canvas
}

/** How large a piece is on the canvas, how many pixels of it one of its own covers, and how many it has. */
export type Place = {
  width: number
  height: number
  step: number
  pixels: { width: number; height: number }
}

function placeFor(size: Size, fitted: number, softPixels: () => number): Place {
  const width = Math.max(2, Math.round(size.widthPixels * fitted))
  const height = Math.max(2, Math.round(size.heightPixels * fitted))
  const step = stepFor(Math.min(softPixels(), height * softShareMax), fitted)
  const side = (pixels: number): number => Math.max(2, Math.round(pixels / step))
  return { width, height, step, pixels: { width: side(width), height: side(height) } }
}

/** The place of a cut of that size in the middle of all that chance draws: neither turned nor stretched. */
export function middlePlace(size: Size, serving: PictureServing): Place {
  const { share, softPixels } = play[serving.layout]
  return placeFor(size, fitInto(serving, size, middleOf(share)), () => middleOf(softPixels))
}

function middleOf([least, most]: readonly [number, number]): number {
  return (least + most) / 2
}

/**
 * How many pixels of the canvas one of the piece is to cover, so that what is interpolated between them is so
 * soft. Variances of blurs add up, and an enlarged piece is soft by itself.
 */
function stepFor(softPixels: number, enlarged: number): number {
  const ownPixels = softByEnlarging * Math.max(1, enlarged)
  const lacking = Math.sqrt(Math.max(0, softPixels ** 2 - ownPixels ** 2))
  return Math.max(1, lacking / softByStep)
}

/** Takes a window of a cut, as pixels to be laid on the canvas. */
const takePiece: Readonly<Record<Layout, (cut: Raster, window: Window, place: Place) => Raster>> = {
  strip: takeWriting,
  /** Laying it enlarges it as softly as resizing would; but what is laid smaller than half would lose pixels. */
  tile: (cut, window, { width }) =>
    shrinkWindow(cut, window, Math.max(1, Math.round(window.width / width))),
}

/** Takes a window of a grey cut as densities of ink, as soft as its place wants. */
export function takeWriting(cut: Raster, window: Window, { pixels, step }: Place): Raster {
  const piece = resizeWindow(cut, window, pixels)
  if (step > 1) blur(piece)
  // Fine strokes are fainter once they are soft, so that ink is measured afterwards.
  toDensities(piece)
  return piece
}

type Ground = (piece: Raster, size: Size) => Raster

const grounds: Readonly<Record<Layout, Ground>> = {
  /** The rim of a cut has one tone, so the same density around it continues the paper. */
  strip: (piece, { widthPixels, heightPixels }) => {
    const data = Buffer.alloc(widthPixels * heightPixels, piece.data[0])
    return { data, widthPixels, heightPixels }
  },
  /** A tile stands on a blurred copy of itself. */
  tile: blurredGround,
}

type Size = { widthPixels: number; heightPixels: number }

function trimSides({ widthPixels, heightPixels }: Size, most: number, between: Between): Window {
  const trim = (pixels: number) => Math.floor(between(0, most) * pixels)
  const [left, right] = [trim(widthPixels), trim(widthPixels)]
  const [top, bottom] = [trim(heightPixels), trim(heightPixels)]
  return { left, top, width: widthPixels - left - right, height: heightPixels - top - bottom }
}

/** The size that a turned piece takes up. */
function turned({ widthPixels, heightPixels }: Size, radians: number): Size {
  const [cos, sin] = [Math.cos(radians), Math.abs(Math.sin(radians))]
  return {
    widthPixels: widthPixels * cos + heightPixels * sin,
    heightPixels: widthPixels * sin + heightPixels * cos,
  }
}

/** How far to scale a piece so that it fits the room, at most `enlargeMax`, times `share`. */
function fitInto(room: Size, { widthPixels, heightPixels }: Size, share: number): number {
  return (
    Math.min(enlargeMax, room.widthPixels / widthPixels, room.heightPixels / heightPixels) * share
  )
}

/** A random place along one side; a piece larger than the room loses a random part at each end. */
function placeOn(roomPixels: number, piecePixels: number, between: Between): number {
  return roomPixels / 2 + ((roomPixels - piecePixels) / 2) * between(-1, 1)
}

function drawWave(mostPixels: number, between: Between): Wave {
  return {
    pushPixels: between(0, mostPixels),
    turns: between(0.4, 1.6),
    start: between(0, 1),
  }
}
