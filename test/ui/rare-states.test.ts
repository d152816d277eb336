import { describe, expect, it } from 'vitest'
import { axeFindings } from './axe-findings.ts'
import { type Screen, showScreen } from './screen.ts'
import { rareScreens } from './screens-list.ts'
import { type Stage, stages } from './screens-stages.ts'
import type { WindowScene } from './window-scene.ts'

/** It is `frame-ended` with other words, ten seconds later; and what hostile.test.ts looks at in every place. */
const isElsewhere = ({ name, stage }: Screen) => name === 'frame-lost' || stage === 'hostile'
const byStage = Map.groupBy(
  rareScreens.filter((screen) => !isElsewhere(screen)),
  ({ stage }) => stage,
)

/** What axe finds in both themes, and what is wider than the window in either width. */
async function findings(screen: Screen, window: WindowScene): Promise<readonly string[]> {
  const page = await window.open({
    ...screen.page,
    // What is on its way from one theme to the other is neither.
    ...{ reducedMotion: true, theme: 'light', width: 1440 },
  })
  const found: string[] = []
  let back: () => Promise<unknown> = () => Promise.resolve()
  try {
    back = await showScreen(screen, page, window)
    for (const [colorScheme, width] of [
      ['light', 1440],
      ['dark', 900],
    ] as const) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 900 })
      found.push(...(await axeFindings(page)).map((each) => `${screen.name} ${colorScheme}: ${each}`))
      const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      if (scrolls) found.push(`${screen.name}: wider than ${width}`)
    }
  } finally {
    await back()
    await page.context().close()
  }
  return found
}

describe.each([...byStage])('what is rare: %s', (stage: Stage, screens: readonly Screen[]) => {
  it(`is within reach of everybody, in both themes and widths: ${screens.map(({ name }) => name).join(', ')}`, async () => {
    const window = await stages[stage]()
    try {
      const found: string[] = []
      for (const screen of screens) found.push(...(await findings(screen, window)))
      expect(found).toEqual([])
      expect({ ...window.faults, policy: [] }).toEqual({ policy: [], errors: [], offOrigin: [] })
    } finally {
      await window.close()
    }
  })
})
