import type { english } from '../en/english.ts'
import { frame } from './frame.ts'
import { signIn } from './sign-in.ts'
import { tasks } from './tasks.ts'

export const german: typeof english = {
  language: 'de',
  frame,
  signIn,
  tasks,
}
