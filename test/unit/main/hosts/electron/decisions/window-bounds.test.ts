import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBounds, placeWindow } from '../../../../../../main/hosts/electron/decisions/window-bounds.ts'

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const kept = { x: 100, y: 80, width: 1000, height: 700, isMaximized: false }

describe('placeWindow', () => {
  it('puts the window back where it was', () => {
    expect(placeWindow(kept, [screen])).toEqual(kept)
  })

  it.each([
    ['nothing was kept', undefined, [screen]],
    ['its screen is gone', { ...kept, x: 2500 }, [screen]],
    ['its title bar is above the screen', { ...kept, y: -60 }, [screen]],
    ['it hangs out below', { ...kept, y: 1030 }, [screen]],
    ['only a sliver of it is left', { ...kept, x: -960 }, [screen]],
    ['there is no screen', kept, []],
  ])('lets the system place it where %s', (_, bounds, displays) => {
    const placed = placeWindow(bounds, displays)
    expect(placed.x).toBeUndefined()
    expect(placed.width).toBeGreaterThanOrEqual(720)
  })

  it('finds a second screen, also one to the left', () => {
    const left = { x: -1280, y: 0, width: 1280, height: 1000 }
    expect(placeWindow({ ...kept, x: -1200 }, [screen, left])).toMatchObject({ x: -1200, y: 80 })
  })

  it('is never smaller than it can be used, nor larger than a screen, and can always be taken hold of', () => {
    const number = fc.integer({ min: -100_000, max: 100_000 })
    const bounds = fc.record({
      x: number,
      y: number,
      width: number,
      height: number,
      isMaximized: fc.boolean(),
    })
    fc.assert(
      fc.property(bounds, (any) => {
        const placed = placeWindow(any, [screen])
        expect(placed.width).toBeGreaterThanOrEqual(720)
        expect(placed.width).toBeLessThanOrEqual(1920)
        expect(placed.height).toBeGreaterThanOrEqual(480)
        expect(placed.height).toBeLessThanOrEqual(1040)
        if (placed.x === undefined || placed.y === undefined) return
        expect(Math.min(placed.x + placed.width, 1920) - Math.max(placed.x, 0)).toBeGreaterThanOrEqual(160)
        expect(placed.y).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('decodeBounds', () => {
  it.each([
    undefined,
    '',
    '{',
    '[]',
    '{"x":1}',
    '{"x":1,"y":2,"width":3,"height":4,"isMaximized":1}',
    'null',
    '"x"',
  ])('passes over %j', (text) => {
    expect(decodeBounds(text)).toBeUndefined()
  })

  it('reads what was kept, and nothing that came along', () => {
    expect(decodeBounds(JSON.stringify(kept))).toEqual(kept)
    expect(decodeBounds(JSON.stringify({ ...kept, run: 'x' }))).toBeUndefined()
    expect(decodeBounds(JSON.stringify({ ...kept, x: 1e9 }))).toBeUndefined()
  })
})
