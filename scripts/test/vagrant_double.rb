# A Vagrant that writes down what a Vagrantfile tells it, then plays "vagrant up" twice: all guests at the same time, on
# a libvirt without a network. Usage: ruby vagrant_double.rb VAGRANTFILE
$triggers = []

# Takes every setting and prints it with the way to it.
class Settings
  def initialize(way = "")
    @way = way
  end

  def respond_to_missing?(*) = true

  def method_missing(name, *words, **options, &block)
    said = [name.to_s.delete_suffix("="), *words, *options.map { |option, value| "#{option}=#{value}" }].join(" ")
    if name == :ruby
      $triggers << [@way, block]
    elsif block
      block.call(Settings.new("#{@way}#{said}: "))
    elsif words.empty? && options.empty?
      Settings.new("#{@way}#{said} ")
    else
      puts @way + said
    end
  end
end

# As slow as it takes for two guests to get in each other's way.
class Libvirt
  Network = Struct.new(:name)

  def initialize
    @networks = [Network.new("default")]
  end

  def list_all_networks = @networks.dup.tap { sleep 0.05 }

  def define_network_xml(xml)
    @networks << Network.new(xml[%r{<name>(.*)</name>}, 1])
    puts "defined #{@networks.last.name}"
  end
end

# A guest that stands for all that Vagrant reaches it through.
class Machine
  attr_reader :name, :client

  def initialize(name, client)
    @name = name
    @client = client
  end

  def provider = self
  def driver = self
  def connection = self
  def communicate = self

  def execute(command)
    puts "asked #{command}" if name == :"kafka-1"
    yield :stderr, "a banner\n"
    yield :stdout, "ssh-ed25519 first-of-#{name} root@bo"
    yield :stdout, "x\nssh-rsa second-of-#{name}\n"
  end
end

module Vagrant
  def self.configure(version)
    puts "version #{version}"
    yield Settings.new
  end
end

file = File.expand_path(ARGV.fetch(0))
load file
environment = Struct.new(:local_data_path).new("#{File.dirname(file)}/.vagrant")
libvirt = Libvirt.new
2.times do
  ["before", "after"].each do |moment|
    ups = [:"kafka-1", :"kafka-2", :"kafka-3"].map do |name|
      Thread.new do
        $triggers.each { |way, block| block.call(environment, Machine.new(name, libvirt)) if way.include?(moment) }
      end
    end
    ups.each(&:join)
  end
end
