package dev.castellan.target.hosts;

import dev.castellan.spec.KafkaVersion;

/// Logging of a node on a host: a file of its own, and systemd's journal.
final class HostsLogging {
    private HostsLogging() {}

    /// Of the stock tools: warnings, on standard error.
    static String ofTools(KafkaVersion version, String note) {
        return HostsUnit.isLog4j2(version) ? """
                # %s
                rootLogger.level=warn
                rootLogger.appenderRef.stderr.ref=stderr
                appender.stderr.type=Console
                appender.stderr.name=stderr
                appender.stderr.target=SYSTEM_ERR
                appender.stderr.layout.type=PatternLayout
                appender.stderr.layout.pattern=[%%d] %%p %%m (%%c)%%n
                """.formatted(note) : """
                # %s
                log4j.rootLogger=WARN, stderr
                log4j.appender.stderr=org.apache.log4j.ConsoleAppender
                log4j.appender.stderr.Target=System.err
                log4j.appender.stderr.layout=org.apache.log4j.PatternLayout
                log4j.appender.stderr.layout.ConversionPattern=[%%d] %%p %%m (%%c)%%n
                """.formatted(note);
    }

    static String of(KafkaVersion version, String note, String logs) {
        return HostsUnit.isLog4j2(version) ? """
                # %s
                rootLogger.level=info
                rootLogger.appenderRef.file.ref=file
                rootLogger.appenderRef.console.ref=console
                appender.console.type=Console
                appender.console.name=console
                appender.console.layout.type=PatternLayout
                appender.console.layout.pattern=%%p %%m (%%c)%%n
                appender.file.type=RollingFile
                appender.file.name=file
                appender.file.fileName=%s/server.log
                appender.file.filePattern=%s/server.log.%%i
                appender.file.layout.type=PatternLayout
                appender.file.layout.pattern=[%%d] %%p %%m (%%c)%%n
                appender.file.policies.type=Policies
                appender.file.policies.size.type=SizeBasedTriggeringPolicy
                appender.file.policies.size.size=100MB
                appender.file.strategy.type=DefaultRolloverStrategy
                appender.file.strategy.max=10
                """.formatted(note, logs, logs) : """
                # %s
                log4j.rootLogger=INFO, file, console
                log4j.appender.console=org.apache.log4j.ConsoleAppender
                log4j.appender.console.layout=org.apache.log4j.PatternLayout
                log4j.appender.console.layout.ConversionPattern=%%p %%m (%%c)%%n
                log4j.appender.file=org.apache.log4j.RollingFileAppender
                log4j.appender.file.File=%s/server.log
                log4j.appender.file.MaxFileSize=100MB
                log4j.appender.file.MaxBackupIndex=10
                log4j.appender.file.layout=org.apache.log4j.PatternLayout
                log4j.appender.file.layout.ConversionPattern=[%%d] %%p %%m (%%c)%%n
                """.formatted(note, logs);
    }
}
