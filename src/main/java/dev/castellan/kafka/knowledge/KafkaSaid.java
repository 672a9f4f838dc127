package dev.castellan.kafka.knowledge;

/// Kafka's own refusal, thrown by its classes while they were asked; the message is Kafka's sentence.
final class KafkaSaid extends Exception {
    private final String sentence;

    KafkaSaid(Throwable refusal) {
        super(refusal);
        this.sentence = sentence(refusal);
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    private static String sentence(Throwable refusal) {
        String message = refusal.getMessage();
        return message == null || message.isBlank() ? refusal.getClass().getSimpleName() : message;
    }
}
