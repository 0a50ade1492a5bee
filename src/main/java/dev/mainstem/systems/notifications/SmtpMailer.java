package dev.mainstem.systems.notifications;

import io.vertx.core.Vertx;
import io.vertx.core.http.impl.headers.HeadersMultiMap;
import io.vertx.ext.mail.CanonicalizationAlgorithm;
import io.vertx.ext.mail.DKIMSignOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends mail to an SMTP server (RFC 5321) of the operator's. Safe for all threads once open. */
public final class SmtpMailer implements Mailer {
  private static final int CONNECTIONS = 8;
  private static final int PATIENCE_MS = 20_000;
  private static final List<String> SIGNED =
      List.of(
          "From",
          "To",
          "Subject",
          "Date",
          "Message-ID",
          "MIME-Version",
          "Content-Type",
          "List-Unsubscribe",
          "List-Unsubscribe-Post");

  private final Settings settings;
  private volatile MailClient client;

  /**
   * The server.
   *
   * @param startTls whether to refuse a server that does not encrypt
   * @param login user and password, if it wants them
   * @param dkim how mails are signed, if they are
   */
  public record Settings(
      String host,
      int port,
      boolean startTls,
      Optional<Login> login,
      String from,
      Optional<Dkim> dkim) {}

  /**
   * Under whose name mails are signed (RFC 6376).
   *
   * @param selector the public key stands in DNS at SELECTOR._domainkey.DOMAIN
   * @param key the private one: PKCS #8 in Base64; told to nobody
   */
  public record Dkim(String domain, String selector, String key) {
    /** From a file in PEM. */
    public static Dkim of(String domain, String selector, String pem) {
      var key = pem.replaceAll("-----[A-Z ]+-----|\\s", "");
      return new Dkim(domain, selector, key);
    }

    @Override
    public String toString() {
      return "Dkim[" + selector + "._domainkey." + domain + "]";
    }

    /** RFC 8058, 4: the way out must be signed, or readers' programs do not offer it. */
    DKIMSignOptions options() {
      return new DKIMSignOptions()
          .setPrivateKey(key)
          .setSdid(domain)
          .setSelector(selector)
          .setHeaderCanonAlgo(CanonicalizationAlgorithm.RELAXED)
          .setBodyCanonAlgo(CanonicalizationAlgorithm.RELAXED)
          .setSignedHeaders(SIGNED);
    }
  }

  /** User and password; told to nobody. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  public SmtpMailer(Settings settings) {
    this.settings = settings;
  }

  /** From now on mails are sent. */
  public void open(Vertx vertx) {
    var config =
        new MailConfig()
            .setHostname(settings.host())
            .setPort(settings.port())
            .setStarttls(settings.startTls() ? StartTLSOptions.REQUIRED : StartTLSOptions.OPTIONAL)
            .setLogin(settings.login().isPresent() ? LoginOption.REQUIRED : LoginOption.DISABLED)
            .setMaxPoolSize(CONNECTIONS)
            .setConnectTimeout(PATIENCE_MS)
            .setIdleTimeout(PATIENCE_MS / 1_000)
            .setUserAgent("mainstem");
    config.setHostnameVerificationAlgorithm("HTTPS");
    settings.dkim().ifPresent(d -> config.setEnableDKIM(true).setDKIMSignOption(d.options()));
    settings.login().ifPresent(l -> config.setUsername(l.user()).setPassword(l.password()));
    client = MailClient.create(vertx, config);
  }

  @Override
  public CompletionStage<Verdict> send(Mail mail) {
    var open = client;
    if (open == null) {
      return CompletableFuture.failedFuture(new IOException("mail is not open yet"));
    }
    var headers = HeadersMultiMap.httpHeaders();
    // RFC 8058: readers' programs offer a button, and press it with one POST.
    mail.unsubscribe()
        .ifPresent(
            url ->
                headers
                    .add("List-Unsubscribe", "<" + url + ">")
                    .add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    headers.add("Message-ID", "<" + mail.id() + "@" + domain() + ">");
    var message =
        new MailMessage()
            .setFrom(settings.from())
            .setTo(mail.to())
            .setSubject(mail.subject().replaceAll("\\p{Cntrl}", " "))
            .setText(mail.text())
            .setHtml(MailPage.of(mail))
            .setHeaders(headers);
    return open.sendMail(message)
        .map(sent -> Verdict.TAKEN)
        .recover(SmtpMailer::judged)
        .toCompletionStage();
  }

  private String domain() {
    return settings.from().replaceAll(".*@|>.*", "");
  }

  /** RFC 5321, 4.2.1: 5yz is for good, 4yz may pass. Whatever else went wrong is not known. */
  private static io.vertx.core.Future<Verdict> judged(Throwable why) {
    if (!(why instanceof SMTPException no)) return io.vertx.core.Future.failedFuture(why);
    boolean good = no.getReplyCode() >= 400 && no.getReplyCode() < 600;
    if (!good) return io.vertx.core.Future.failedFuture(why);
    // Who may not log in is no mailbox that does not exist.
    boolean ours = no.getReplyCode() / 10 == 53 && no.getReplyCode() != 535;
    if (no.getReplyCode() == 530 || no.getReplyCode() == 535 || ours) {
      return io.vertx.core.Future.failedFuture(why);
    }
    return io.vertx.core.Future.succeededFuture(
        no.getReplyCode() >= 500 ? Verdict.REFUSED : Verdict.LATER);
  }
}
