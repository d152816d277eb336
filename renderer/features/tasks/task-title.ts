import type { TaskView } from '../../../preload/contract/task-views.ts'
import { spoken } from '../../texts/spoken.ts'
import type { Texts } from '../../texts/texts.ts'

/** What a task is, in the person's language where we have the words. */
export function taskTitle(
  { kind, title, subject }: TaskView,
  { tasks, sayings }: Pick<Texts, 'tasks' | 'sayings'>,
): string {
  if (kind === 'unlock') return tasks.unlock
  if (kind === 'move-key') return tasks.moveKey[subject === 'key-store' ? 'key-store' : 'passphrase']
  return kind === 'sign-in' && subject !== undefined ? tasks.signInTo(subject) : spoken(title, sayings)
}
