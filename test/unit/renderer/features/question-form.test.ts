import { describe, expect, it } from 'vitest'
import { confirmChange } from '../../../../main/actions/confirm-change.ts'
import { confirmTyped } from '../../../../main/actions/confirm-typed.ts'
import { questionForm } from '../../../../renderer/features/tasks/question-form.ts'
import { ScriptedPrompts } from '../../../fakes/scripted-prompts.ts'

describe('questionForm', () => {
  it('makes two buttons of what an action asks to be confirmed', async () => {
    const prompts = new ScriptedPrompts('yes')
    await confirmChange(prompts, false, 'Take 2 sign-ins over into Signet?')
    expect(questionForm(prompts.asked[0]?.message ?? '')).toEqual({
      kind: 'yes-no',
      words: 'Take 2 sign-ins over into Signet?',
    })
  })

  it('keeps a field for a name that must be typed, and for a code', async () => {
    const prompts = new ScriptedPrompts('shop-prod')
    await confirmTyped(prompts, 'shop-prod', 'It is production.')
    expect(questionForm(prompts.asked[0]?.message ?? '')).toEqual({
      kind: 'text',
      words: 'It is production.\nType "shop-prod" to go on',
    })
    expect(questionForm('Code from the page: ')).toEqual({ kind: 'text', words: 'Code from the page' })
  })
})
