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
        label={t('topics:send.body')}
        description={t('topics:send.bodyUsed', {
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
        aria-label={t('topics:send.encoding')}
        size="xs"
        data={[
          { value: 'text', label: t('topics:send.text') },
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
      <LimitedText label={t('topics:send.tag')} limits={WORD} {...form.getInputProps('tag')} />
      <TextInput
        label={t('topics:send.keys')}
        description={t('topics:send.keysHint')}
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
        label={t('topics:send.shardingKey')}
        limits={WORD}
        hint={t('topics:send.shardingKeyHint')}
        {...form.getInputProps('shardingKey')}
      />
    )
  }
  if (messageType === 'DELAYED') {
    return (
      <TextInput
        type="datetime-local"
        step={1}
        label={t('topics:send.deliverAt', { zone: t(`shell:timeZones.${timeZone}`) })}
        description={t('topics:send.deliverAtHint', { days: MAX_DELAY_DAYS })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        {...form.getInputProps('deliverAt')}
      />
    )
  }
  if (messageType === 'TRANSACTIONAL') {
    return (
      <Radio.Group label={t('topics:send.transaction')} {...form.getInputProps('transaction')}>
        <Stack gap="xs" mt="xs">
          <Radio value="COMMIT" label={t('topics:send.commit')} description={t('topics:send.commitAbout')} />
          <Radio
            value="ROLLBACK"
            label={t('topics:send.rollback')}
            description={t('topics:send.rollbackAbout')}
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
    <Fieldset legend={t('topics:send.properties')}>
      <Stack gap="xs">
        {properties.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are typed
          <Group key={index} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t('topics:send.propertyName')}
              placeholder={t('topics:send.propertyName')}
              maxLength={128}
              style={{ flex: 1 }}
              {...form.getInputProps(`properties.${index}.name`)}
            />
            <TextInput
              aria-label={t('topics:send.propertyValue')}
              placeholder={t('topics:send.propertyValue')}
              maxLength={8_192}
              style={{ flex: 2 }}
              {...form.getInputProps(`properties.${index}.value`)}
            />
            <CloseButton
              aria-label={t('topics:send.removeProperty')}
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
            {t('topics:send.addProperty')}
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}
