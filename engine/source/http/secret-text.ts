import { feedError } from '../../errors/feed-error.ts'

type Secret = (name: string) => Promise<string>

/** The value of a secret that travels in a header as it is; SOURCE_SECRET_UNUSABLE where no header can hold it. */
export async function headerSecret(name: string, secret: Secret): Promise<string> {
  const text = await secret(name)
  if (!/^[!-~]([ -~]*[!-~])?$/.test(text))
    throw unusable(name, 'a header holds printable ASCII characters only, with no space at either end')
  return text
}

/** The value of a secret that is encoded before it travels: a password, a value of a form. */
export async function textSecret(name: string, secret: Secret): Promise<string> {
  const text = await secret(name)
  if (text === '') throw unusable(name, 'it is empty')
  if (/\p{Cc}/u.test(text)) throw unusable(name, 'there is a control character or a line break in it')
  return text
}

const unusable = (name: string, problem: string): Error =>
  feedError('SOURCE_SECRET_UNUSABLE', { name, problem })
