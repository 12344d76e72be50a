import { Type } from 'typebox'

/** How an option names a secret: `{ secret: vendor-sftp }`. */
export const SecretReference = Type.Object(
  {
    secret: Type.String({
      pattern: '^[A-Za-z][A-Za-z0-9_.-]*$',
      description:
        'The name of the secret: vendor-sftp is kept in CANVASS_SECRET_VENDOR_SFTP, in the cloud under this name behind the prefix of CANVASS_SECRETS.',
    }),
  },
  { additionalProperties: false, description: 'A secret by its name; never its value.' },
)
