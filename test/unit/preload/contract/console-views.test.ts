import { describe, expect, it } from 'vitest'
import { windowConsoleViewSchema } from '../../../../preload/contract/console-views.ts'

const view = {
  ...{ profile: 'dev', accountId: null, region: 'eu-west-1', page: 'https://console.aws.amazon.com/' },
  ...{ way: 'federation', opened: false, endsAt: null, notes: [] },
}
const path = `open/${'a1'.repeat(32)}`

describe('windowConsoleViewSchema', () => {
  it('sends a tab below its own address, and nowhere else (T17)', () => {
    const takes = (to: string) =>
      windowConsoleViewSchema.safeParse({ ...view, inTab: { path: to, isInstead: false } }).success
    expect(takes(path)).toBe(true)
    for (const to of [
      ...['', 'open/', `/${path}`, `//evil.test/${path}`, `https://evil.test/${path}`, `../${path}`],
      ...[`${path}/..`, `${path}?x`, `${path}\n`, path.toUpperCase(), 'javascript:alert(1)'],
    ])
      expect(takes(to)).toBe(false)
  })

  it('drops what it does not name (T15)', () => {
    const inTab = { path, isInstead: true, address: 'https://CANARY' }
    const told = windowConsoleViewSchema.parse({ ...view, inTab, address: 'https://CANARY' })
    expect(told).toEqual({ ...view, inTab: { path, isInstead: true } })
  })
})
