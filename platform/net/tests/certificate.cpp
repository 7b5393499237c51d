// SPDX-License-Identifier: Apache-2.0
#include "net/tests/certificate.h"

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace kith::net::test {
namespace {

void must(bool condition) {
  if (!condition) {
    std::abort();
  }
}

std::unique_ptr<std::FILE, decltype(&std::fclose)> open(const std::string& path) {
  return {std::fopen(path.c_str(), "w"), std::fclose};
}

}  // namespace

TlsFiles make_certificate(const TemporaryFolder& folder, const std::string& name) {
  const TlsFiles files{.certificate = folder.path(name + ".pem"),
                       .key = folder.path(name + ".key")};
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
  must(key && certificate);
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate.get()),
                          std::hash<std::string>{}(name) >> 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* const subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  X509_EXTENSION* const names =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  X509_add_ext(certificate.get(), names, -1);
  X509_EXTENSION_free(names);
  must(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0);
  must(PEM_write_X509(open(files.certificate).get(), certificate.get()) == 1);
  must(PEM_write_PrivateKey(open(files.key).get(), key.get(), nullptr, nullptr, 0, nullptr,
                            nullptr) == 1);
  return files;
}

}  // namespace kith::net::test
