import { describe, expect, it } from 'vitest'
import { printableJson } from '../../../../../main/serve/terminal/printable-json.ts'
import { ConsoleAccessScene, office } from '../../../../fakes/console-access-scene.ts'

describe('printableJson', () => {
  it('escapes what could move the cursor, and reads back as the same', () => {
    const value = { name: '\u001b[2J\u202egnp 😀 \u{e0001}' }
    const text = printableJson(value)
    expect([/[\p{Cc}\p{Cf}]/u.test(text), JSON.parse(text)]).toEqual([false, value])
  })

  it('leaves out what windows make their sentences of', async () => {
    const { plan } = await new ConsoleAccessScene().change({ add: [office] })
    const printed = JSON.parse(printableJson({ plan })) as { plan: typeof plan }
    expect([(plan.said?.length ?? 0) > 5, 'said' in printed.plan, printed.plan.warnings]).toEqual([
      true,
      false,
      plan.warnings,
    ])
  })
})
