import type { FindingView } from '../../../preload/contract/views.ts'
import { say } from '../../kernel/say.ts'
import { shellWord } from '../../kernel/shell-word.ts'
import type { DefaultState, ReadDefault } from '../profiles/read-default.ts'
import type { Check } from './diagnose.ts'
import { finding } from './finding.ts'

const subject = '[default]'

/** What is wrong with what tools take when they name no profile; nothing where nobody chose one. */
export function defaultFindings({
  profile,
  isFollowed,
}: Pick<DefaultState, 'profile' | 'isFollowed'>): readonly FindingView[] {
  if (profile === null || isFollowed) return []
  const text = `was changed and no longer asks Signet, though ${profile} was chosen: tools that name no profile take something else`
  const command = `signet use ${shellWord(profile)}`
  const advice = say('default-follow-again', { command }, `Have it follow again: ${command}`)
  return [finding(subject, 'warning', say('default-changed', { profile }, text), advice)]
}

/** For `doctor`. */
export function defaultCheck(read: ReadDefault): Check {
  return {
    subject,
    async look(asking) {
      const state = await read(asking)
      const { profile, isFollowed } = state
      if (profile === null || !isFollowed) return defaultFindings(state)
      return [finding(subject, 'ok', say('default-follows', { profile }, `follows ${profile}`))]
    },
  }
}
