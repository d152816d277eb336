/**
 * Where the window was, and whether that is still a place that a person can see.
 *
 * @module
 */
import * as z from 'zod/mini'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const length = z.int().check(z.minimum(-100_000), z.maximum(100_000))
const boundsSchema = z.strictObject({
  x: length,
  y: length,
  width: length,
  height: length,
  isMaximized: z.boolean(),
})
export type WindowBounds = z.infer<typeof boundsSchema>

export const smallest = { width: 720, height: 480 }
const usual = { width: 1200, height: 780 }
/** So much of the title bar must be on a screen that it can be taken hold of. */
const grip = { width: 160, height: 32 }

/** What was kept, if it is of its form. */
export function decodeBounds(text: string | undefined): WindowBounds | undefined {
  try {
    return boundsSchema.safeParse(JSON.parse(text ?? '')).data
  } catch {
    return undefined
  }
}

export interface PlacedWindow {
  readonly width: number
  readonly height: number
  /** Absent: the system places it. */
  readonly x?: number
  readonly y?: number
  readonly isMaximized: boolean
}

/** @param displays - The work areas of the screens that are there now. */
export function placeWindow(kept: WindowBounds | undefined, displays: readonly Area[]): PlacedWindow {
  const widest = Math.max(smallest.width, ...displays.map(({ width }) => width))
  const highest = Math.max(smallest.height, ...displays.map(({ height }) => height))
  const width = between(smallest.width, kept?.width ?? usual.width, widest)
  const height = between(smallest.height, kept?.height ?? usual.height, highest)
  const isMaximized = kept?.isMaximized ?? false
  if (kept === undefined || !displays.some((display) => canBeTakenHoldOf({ ...kept, width }, display)))
    return { width, height, isMaximized }
  return { x: kept.x, y: kept.y, width, height, isMaximized }
}

function canBeTakenHoldOf(window: Area, display: Area): boolean {
  const seenWidth =
    Math.min(window.x + window.width, display.x + display.width) - Math.max(window.x, display.x)
  const isTopSeen = window.y >= display.y && window.y + grip.height <= display.y + display.height
  return seenWidth >= grip.width && isTopSeen
}

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(least, value), most)
}
