import { MAX_DELAY_DAYS, MESSAGE_TYPE_FACTS, type MessageType } from '@gantry/rules'
import {
  Button,
  CloseButton,
  Fieldset,
  Group,
  Input,
  Radio,
  SegmentedControl,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { LimitedText } from '../form/limited-text.tsx'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { bodyBytes, type MessageDraft } from './message-draft.ts'

interface FieldsProps {
  readonly form: UseFormReturnType<MessageDraft>
}
type TypedFieldsProps = FieldsProps & { readonly messageType: MessageType }

/** Of a tag, a key and a sharding key. */
const WORD = { min: 0, max: 128 } as const
const MAX_PROPERTIES = 64

export function BodyFields({ form, messageType }: TypedFieldsProps) {
  const t = useText()
  const format = useFormat()
  const { maxBodyBytes } = MESSAGE_TYPE_FACTS[messageType]
  return (
    <Stack gap={4}>
      <Textarea
        label={t('messages:send.body')}
        description={t('messages:send.bodyUsed', {
          used: format.bytes(bodyBytes(form.values)),
          max: format.bytes(maxBodyBytes),
        })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autosize
        minRows={4}
        maxRows={12}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        data-autofocus
        {...form.getInputProps('body')}
      />
      <SegmentedControl
        aria-label={t('messages:send.encoding')}
        size="xs"
        data={[
          { value: 'text', label: t('messages:send.text') },
          { value: 'base64', label: 'Base64' },
        ]}
        style={{ alignSelf: 'flex-start' }}
        {...form.getInputProps('encoding')}
      />
    </Stack>
  )
}

export function TagAndKeyFields({ form }: FieldsProps) {
  const t = useText()
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <LimitedText label={t('messages:send.tag')} limits={WORD} {...form.getInputProps('tag')} />
      <TextInput
        label={t('messages:send.keys')}
        description={t('messages:send.keysHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('keys')}
      />
    </Group>
  )
}

/** What only this type of topic asks for. */
export function TypeFields({ form, messageType }: TypedFieldsProps) {
  const t = useText()
  const { timeZone } = useFormat()
  if (messageType === 'PARTITIONALLY_ORDERED') {
    return (
      <LimitedText
        label={t('messages:send.shardingKey')}
        limits={WORD}
        hint={t('messages:send.shardingKeyHint')}
        {...form.getInputProps('shardingKey')}
      />
    )
  }
  if (messageType === 'DELAYED') {
    return (
      <TextInput
        type="datetime-local"
        step={1}
        label={t('messages:send.deliverAt', { zone: t(`shell:timeZones.${timeZone}`) })}
        description={t('messages:send.deliverAtHint', { days: MAX_DELAY_DAYS })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('deliverAt')}
      />
    )
  }
  if (messageType === 'TRANSACTIONAL') {
    return (
      <Radio.Group label={t('messages:send.transaction')} {...form.getInputProps('transaction')}>
        <Stack gap="xs" mt="xs">
          <Radio
            value="COMMIT"
            label={t('messages:send.commit')}
            description={t('messages:send.commitAbout')}
          />
          <Radio
            value="ROLLBACK"
            label={t('messages:send.rollback')}
            description={t('messages:send.rollbackAbout')}
          />
        </Stack>
      </Radio.Group>
    )
  }
  return null
}

export function PropertyFields({ form }: FieldsProps) {
  const t = useText()
  const { properties } = form.values
  return (
    <Fieldset legend={t('messages:send.properties')}>
      <Stack gap="xs">
        {properties.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed
          <Group key={index} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t('messages:send.propertyName')}
              placeholder={t('messages:send.propertyName')}
              maxLength={128}
              style={{ flex: 1 }}
              {...form.getInputProps(`properties.${index}.name`)}
            />
            <TextInput
              aria-label={t('messages:send.propertyValue')}
              placeholder={t('messages:send.propertyValue')}
              maxLength={8_192}
              style={{ flex: 2 }}
              {...form.getInputProps(`properties.${index}.value`)}
            />
            <CloseButton
              aria-label={t('messages:send.removeProperty')}
              onClick={() => form.removeListItem('properties', index)}
            />
          </Group>
        ))}
        {form.errors.properties && <Input.Error role="alert">{form.errors.properties}</Input.Error>}
        <Group>
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="add" size={14} />}
            disabled={properties.length >= MAX_PROPERTIES}
            onClick={() => form.insertListItem('properties', { name: '', value: '' })}
          >
            {t('messages:send.addProperty')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
