//! The settings: a flag, else the environment, else `preau.toml` of the data folder, else a default.

use anyhow::Context;
use clap::Args;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::PathBuf;

macro_rules! options {
    ($($(#[$doc:meta])* $name:ident: $kind:ty = $env:literal, $value:literal;)*) => {
        /// Every setting. In `preau.toml` by the same names.
        #[derive(Debug, Clone, Default, Args, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct Options {
            $($(#[$doc])* #[arg(long, env = $env, value_name = $value, global = true, hide_env_values = true)]
            pub $name: Option<$kind>,)*
        }

        impl Options {
            /// Takes from `other` what is not set here.
            fn or(self, other: Self) -> Self {
                Self { $($name: self.$name.or(other.$name),)* }
            }
        }
    };
}

options! {
    /// Dossier des données (base privée, fichiers, réglages) [défaut : ./data]
    data: PathBuf = "PREAU_DATA", "DOSSIER";
    /// Adresse et port d’écoute [défaut : 127.0.0.1:8080]
    listen: SocketAddr = "PREAU_LISTEN", "ADRESSE";
    /// PostgreSQL à utiliser au lieu de la base privée : postgres://…
    database_url: String = "DATABASE_URL", "URL";
    /// Adresse publique du site, pour les liens des courriels [défaut : http://localhost:PORT]
    public_url: String = "PREAU_PUBLIC_URL", "URL";
    /// Clé des secrets chiffrés, 64 signes hexadécimaux [défaut : le fichier secret-key du dossier de données]
    secret_key: String = "PREAU_SECRET_KEY", "CLÉ";
    /// Nom du projet, montré sur les pages [défaut : Préau]
    project: String = "PREAU_PROJECT", "NOM";
    /// Fuseau horaire du territoire [défaut : Europe/Paris]
    zone: String = "PREAU_ZONE", "FUSEAU";
    /// Préau est derrière un serveur mandataire qui remplit X-Forwarded-For
    trust_proxy: bool = "PREAU_TRUST_PROXY", "true|false";
    /// Ce que le projet nomme (classes virtuelles, noms de domaine) peut être sur un réseau intérieur, et sans https
    inner_network: bool = "PREAU_INNER_NETWORK", "true|false";
    /// Serveur de noms à qui demander où mènent les noms de domaine des écoles [défaut : ceux du système]
    name_server: SocketAddr = "PREAU_NAME_SERVER", "ADRESSE:PORT";
    /// Serveur d’envoi du courrier : smtp://…
    smtp_url: String = "PREAU_SMTP_URL", "URL";
    /// Expéditeur du courrier
    mail_from: String = "PREAU_MAIL_FROM", "ADRESSE";
    /// Boîte aux lettres de l’aide : imaps://nom:mot-de-passe@serveur/DOSSIER
    help_mailbox: String = "PREAU_HELP_MAILBOX", "URL";
    /// Adresse de l’aide ; son serveur doit aussi recevoir « aide+…@ »
    help_address: String = "PREAU_HELP_ADDRESS", "ADRESSE";
    /// Nom du serveur de réception dans Authentication-Results, s’il y vérifie DMARC
    help_mail_trusts: String = "PREAU_HELP_MAIL_TRUSTS", "NOM";
    /// Stockage S3 : adresse du service (sinon, les fichiers sont dans le dossier de données)
    s3_endpoint: String = "PREAU_S3_ENDPOINT", "URL";
    /// Stockage S3 : nom du compartiment
    s3_bucket: String = "PREAU_S3_BUCKET", "NOM";
    /// Stockage S3 : région [défaut : us-east-1]
    s3_region: String = "PREAU_S3_REGION", "RÉGION";
    /// Stockage S3 : identifiant
    s3_access_key: String = "PREAU_S3_ACCESS_KEY", "CLÉ";
    /// Stockage S3 : secret
    s3_secret_key: String = "PREAU_S3_SECRET_KEY", "SECRET";
}

impl Options {
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| PathBuf::from("data"))
    }

    #[must_use]
    pub fn listen(&self) -> SocketAddr {
        self.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080)))
    }

    #[must_use]
    pub fn public_url(&self) -> String {
        let default = || format!("http://localhost:{}", self.listen().port());
        self.public_url.clone().unwrap_or_else(default).trim_end_matches('/').to_owned()
    }

    /// Completes from `preau.toml` of the data folder when there is one.
    pub fn with_file(self) -> anyhow::Result<Self> {
        let path = self.data().join("preau.toml");
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                let file = toml::from_str(&text)
                    .with_context(|| format!("le fichier de réglages {} est mal écrit", path.display()))?;
                Ok(self.or(file))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(self),
            Err(error) => Err(error).with_context(|| format!("{} ne peut pas être lu", path.display())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flag_comes_before_the_file_and_an_unknown_setting_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let flags = Options {
            data: Some(folder.path().to_owned()),
            project: Some("Du drapeau".to_owned()),
            ..Options::default()
        };
        std::fs::write(folder.path().join("preau.toml"), "project = 'Du fichier'\nzone = 'Indian/Reunion'\n")
            .unwrap();
        let options = flags.clone().with_file().unwrap();
        assert_eq!(options.project.as_deref(), Some("Du drapeau"));
        assert_eq!(options.zone.as_deref(), Some("Indian/Reunion"));
        std::fs::write(folder.path().join("preau.toml"), "projet = 'faute'\n").unwrap();
        assert!(format!("{:#}", flags.with_file().unwrap_err()).contains("projet"));
    }
}
