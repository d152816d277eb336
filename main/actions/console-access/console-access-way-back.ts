import type { Said } from '../../../preload/contract/said.ts'
import { say } from '../../kernel/say.ts'
import { shellWord } from '../../kernel/shell-word.ts'

export interface WayBackQuestion {
  readonly profile: string
  readonly accountId: string
  readonly targetId: string
  /** Console authorization is on after the change, so there is something to turn off. */
  readonly isOnAfterwards: boolean
  /** The change to take back; the last one when left out. */
  readonly changeId?: string | undefined
}

export interface BackCommand {
  readonly command: string
  readonly does: Said
}

/** The commands that go back. None needs the console: all sign with the profile's keys. */
export function wayBack(question: WayBackQuestion): readonly BackCommand[] {
  const disable = {
    command: `signet console-access disable ${where(question)}`,
    does: say(
      'way-off',
      { target: question.targetId },
      `turns console authorization off for ${question.targetId}`,
    ),
  }
  const undo = {
    command: undoCommand(question),
    does: say('way-undo', {}, 'takes this whole change back'),
  }
  return question.isOnAfterwards ? [disable, undo] : [undo]
}

export function undoCommand(question: Omit<WayBackQuestion, 'isOnAfterwards'>): string {
  const which = question.changeId === undefined ? '' : ` --change ${question.changeId}`
  return `signet console-access undo ${where(question)}${which}`
}

function where({ profile, targetId, accountId }: Omit<WayBackQuestion, 'isOnAfterwards'>): string {
  return `--profile ${shellWord(profile)}${targetId === accountId ? '' : ` --target ${targetId}`}`
}
